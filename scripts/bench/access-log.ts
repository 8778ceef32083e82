import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import autocannon from 'autocannon'
import { startPortal } from '../../tests/support/portal'
import { median, type Row } from './row'
import { type BenchServers } from './servers'

const ROUNDS = 7
const SECONDS = 3
const CONNECTIONS = 16
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
  await load(url, 2)
  await load(floorUrl, 2)
  const pairs: { logged: number; unlogged: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    // Who goes first may find a cooler machine.
    if (round % 2 === 0) pairs.push({ logged: await load(url), unlogged: await load(floorUrl) })
    else pairs.push({ unlogged: await load(floorUrl), logged: await load(url) })
  }
  const ratio = median(pairs.map(({ logged, unlogged }) => logged / unlogged))
  return {
    what: `access log, ${name}, requests/s`,
    value: `${Math.round(median(pairs.map(({ logged }) => logged)))}`,
    floor: `${Math.round(median(pairs.map(({ unlogged }) => unlogged)))} (without the log)`,
    ratio,
    target: '≥ 0.95',
    met: ratio >= 0.95,
  }
}

async function load(url: string, duration = SECONDS): Promise<number> {
  const result = await autocannon({ url, duration, connections: CONNECTIONS })
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers are not 2xx, ${result.errors} errors`)
  }
  await pause(200)
  return result.requests.average
}
