import { type Finding } from '@/lib/doctor/finding'

const words = { good: 'gut', look: 'prüfen', bad: 'FEHLER' }

/** A line each as it is found, or all of them as JSON; the exit code: 1 where something is broken. */
export async function printFindings(found: AsyncIterable<Finding>, { isJson }: { isJson: boolean }): Promise<number> {
  const findings: Finding[] = []
  for await (const finding of found) {
    findings.push(finding)
    if (!isJson) print(finding)
  }
  if (isJson) console.log(JSON.stringify(findings, null, 2))
  return findings.some(({ state }) => state === 'bad') ? 1 : 0
}

function print({ subject, state, text, todo }: Finding): void {
  console.log(`${words[state].padEnd(7)} ${subject}: ${text}`)
  if (todo) console.log(`${' '.repeat(8)}→ ${todo}`)
}
