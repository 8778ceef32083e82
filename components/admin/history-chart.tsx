type DayState = 'kept' | 'broken' | 'unchecked'
type Row = { key: string; days: readonly DayState[] }

const width = 720
const left = 60
const line = 22

/**
 * One line for each row, one stroke for each day: a low one where all was kept, a tall red one where not, nothing where nothing was
 * checked. Shape and colour say the same. Drawn on the server; the table below it holds the numbers for everybody.
 */
export function HistoryChart({ rows, from, until }: { rows: readonly Row[]; from: string; until: string }) {
  const count = Math.max(1, ...rows.map(({ days }) => days.length))
  const step = (width - left) / count
  const height = rows.length * line + 24
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      className="w-full max-w-4xl text-ink max-md:hidden"
      fontSize="12"
    >
      {rows.map(({ key, days }, index) => (
        <g key={key}>
          <text x={left - 10} y={index * line + 15} textAnchor="end" fill="currentColor">
            {key}
          </text>
          <line x1={left} x2={width} y1={index * line + 18} y2={index * line + 18} className="stroke-line" />
          {runs(days).map(({ state, begin, length }) => (
            <rect
              key={begin}
              x={round(left + begin * step + 0.5)}
              y={index * line + (state === 'broken' ? 3 : 12)}
              width={round(length * step - 1)}
              height={state === 'broken' ? 15 : 6}
              className={state === 'broken' ? 'fill-(--kern-color-feedback-danger)' : 'fill-action'}
            />
          ))}
        </g>
      ))}
      <text x={left} y={height - 6} fill="currentColor">
        {from}
      </text>
      <text x={width} y={height - 6} textAnchor="end" fill="currentColor">
        {until}
      </text>
    </svg>
  )
}

/** Days in a row with the same state, without those that were not checked. */
function runs(days: readonly DayState[]): { state: DayState; begin: number; length: number }[] {
  const found: { state: DayState; begin: number; length: number }[] = []
  days.forEach((state, day) => {
    const last = found.at(-1)
    if (last?.state === state) last.length += 1
    else found.push({ state, begin: day, length: 1 })
  })
  return found.filter(({ state }) => state !== 'unchecked')
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
