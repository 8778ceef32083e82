import { systemClock } from './clock'

/**
 * One line for the operator on stderr, JSON with its time in UTC, so that lines of several processes can be put in order whatever collects
 * them (ASVS 16.2.1, 16.2.2, 16.2.4). `facts` are codes, counts and our own words; never what people typed, never a message of the database.
 */
export function printLine(level: 'error' | 'info', where: string, facts: Record<string, unknown> = {}): void {
  console.error(JSON.stringify({ at: systemClock(), level, where, ...facts }))
}
