import { randomUUID } from 'node:crypto'
import { printLine } from './print-line'

/**
 * Writes a failure to stderr for the operator: one line, class, code, place and our own stack frames, but never the message of a
 * database or mail error, which may carry a name or an address (S-N1). Returns the reference that the person sees.
 */
export function reportError(error: unknown, where: string): string {
  const reference = randomUUID().slice(0, 8)
  const { name, code, stack } = describe(error)
  noteShortage(code)
  const frames = (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim())
  printLine('error', where, { reference, name, code, frames })
  return reference
}

/** Is this the database being away, full or too busy, rather than a bug? Then the answer is 503 and the person may try again. */
export function isDatabaseGone(error: unknown): boolean {
  const { code, message } = describe(error)
  return goneCodes.test(code ?? '') || goneMessages.test(message ?? '')
}

/** The database answers but takes nothing: its disk or memory is full, or it is a standby. */
export type Shortage = 'full' | 'read-only'

/** What the last failures said; a process that has met one tells its readiness for so long. Milliseconds. */
const SHORTAGE_MS = 60_000
const shared = globalThis as unknown as { portalShortage?: { until: number; kind: Shortage } }

/** Did a statement of this process fail for this reason within the last minute (R-D1)? */
export function recentShortage(): Shortage | undefined {
  const { portalShortage: met } = shared
  return met && performance.now() < met.until ? met.kind : undefined
}

function noteShortage(code: string | undefined): void {
  const kind = code === '25006' ? 'read-only' : /^53[12]00$/.test(code ?? '') ? 'full' : undefined
  if (kind) shared.portalShortage = { until: performance.now() + SHORTAGE_MS, kind }
}

/**
 * Prisma, Node and SQLSTATE: 08 connection, 53 insufficient resources, 57P operator intervention, 58 system error, 57014 a statement at its
 * limit, 25P03/25P04 a transaction at its limit, 55P03 a lock that was not to be had, 25006 a server that takes no writes.
 */
const goneCodes =
  /^(?:P1001|P1002|P1008|P1017|P2024|P2028|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|08...|53...|57P..|58...|57014|25P0[34]|55P03|25006)$/
const goneMessages =
  /Can't reach database server|Connection terminated|connection timeout|timeout exceeded when trying to connect|Query read timeout|not queryable|ECONNREFUSED|ECONNRESET/i

function describe(error: unknown): { name: string; code?: string; message?: string; stack?: string } {
  if (!(error instanceof Error)) return { name: typeof error }
  const { code, cause } = error as Error & { code?: unknown; cause?: unknown }
  const inner = cause instanceof Error ? describe(cause) : undefined
  return {
    name: error.name,
    code: sqlState(error) ?? (typeof code === 'string' ? code : inner?.code),
    message: `${error.message} ${inner?.message ?? ''}`,
    stack: error.stack,
  }
}

/** What PostgreSQL said, where Prisma wraps it in a code of its own (P2010, P2039). */
function sqlState(error: Error): string | undefined {
  const { meta } = error as Error & { meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } }
  const code = meta?.driverAdapterError?.cause?.originalCode
  return typeof code === 'string' ? code : undefined
}
