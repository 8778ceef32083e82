import { randomBytes } from 'node:crypto'
import { startPortal } from '../tests/support/portal'
import { compareInPairs } from './pairs'
import { type Row } from './row'
import { type BenchServers } from './servers'

/** The difference to be seen is small. */
const PAIRS = 31
/** A page without a statement, a file that no page code touches. */
const ADDRESSES = { 'dynamic page /impressum': '/impressum', 'static file /icon.svg': '/icon.svg' }

/**
 * What the access log costs (DS-02): the same portal with it and without it, in turn within one run. Load generator, servers and
 * database share the machine.
 */
export async function benchAccessLog(servers: Pick<BenchServers, 'databaseUrl'>): Promise<Row[]> {
  const env = {
    DATABASE_URL: servers.databaseUrl,
    NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
    MAIL_TRANSPORT: 'outbox',
  }
  const withLog = await startPortal({ ...env, ACCESS_LOG: 'files' })
  const without = await startPortal({ ...env, ACCESS_LOG: 'off' })
  try {
    const rows: Row[] = []
    for (const [name, path] of Object.entries(ADDRESSES))
      rows.push(await compare(name, withLog.url + path, without.url + path))
    return rows
  } finally {
    await withLog.stop()
    await without.stop()
  }
}

async function compare(name: string, url: string, floorUrl: string): Promise<Row> {
  const { requests, floorRequests, ratio } = await compareInPairs({ url }, { url: floorUrl }, PAIRS)
  return {
    what: `access log, ${name}, requests/s`,
    value: `${Math.round(requests)}`,
    floor: `${Math.round(floorRequests)} (without the log)`,
    ratio,
    target: '≥ 0.95',
    met: ratio >= 0.95,
  }
}
