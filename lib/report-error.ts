import { randomUUID } from 'node:crypto'

/**
 * Writes a failure to stderr for the operator: one line, class, code, place and our own stack frames, but never the message of a
 * database or mail error, which may carry a name or an address (S-N1). Returns the reference that the person sees.
 */
export function reportError(error: unknown, where: string): string {
  const reference = randomUUID().slice(0, 8)
  const { name, code, stack } = describe(error)
  const frames = (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim())
  console.error(JSON.stringify({ level: 'error', reference, where, name, code, frames }))
  return reference
}

/** Is this the database being away or refusing connections, rather than a bug? Then the answer is 503 and the person may try again. */
export function isDatabaseGone(error: unknown): boolean {
  const { code, message } = describe(error)
  if (code && goneCodes.has(code)) return true
  return /Can't reach database server|Connection terminated|connection timeout|timeout exceeded when trying to connect|ECONNREFUSED|ECONNRESET/i.test(
    message ?? '',
  )
}

// Prisma, Node and SQLSTATE classes 08 (connection) and 57P (operator intervention), 53300 (too many connections).
const goneCodes = new Set([
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '57P01',
  '57P02',
  '57P03',
  '53300',
])

function describe(error: unknown): { name: string; code?: string; message?: string; stack?: string } {
  if (!(error instanceof Error)) return { name: typeof error }
  const { code, cause } = error as Error & { code?: unknown; cause?: unknown }
  const inner = cause instanceof Error ? describe(cause) : undefined
  return {
    name: error.name,
    code: typeof code === 'string' ? code : inner?.code,
    message: `${error.message} ${inner?.message ?? ''}`,
    stack: error.stack,
  }
}
