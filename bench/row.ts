/** One line of the table that `npm run bench` prints. */
export type Row = {
  /** What was measured. */
  what: string
  /** The portal's figure, with its unit. */
  value: string
  /** The floor measured in the same run, with its unit. */
  floor: string
  /** Portal against floor; undefined where the target is an absolute number. */
  ratio?: number
  /** The target as the issue states it. */
  target: string
  met: boolean
}

/** Prints rows as a Markdown table, ready for docs/benchmarks.md. */
export function printRows(rows: Row[]): void {
  console.log('\n| what | portal | floor | ratio | target | met |\n| --- | --- | --- | --- | --- | --- |')
  for (const { what, value, floor, ratio, target, met } of rows) {
    console.log(
      `| ${what} | ${value} | ${floor} | ${ratio?.toFixed(2) ?? '–'} | ${target} | ${met ? 'yes' : '**no**'} |`,
    )
  }
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('no values')
  return middle
}

export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]
  if (value === undefined) throw new Error('no values')
  return value
}
