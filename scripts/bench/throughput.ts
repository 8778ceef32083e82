import autocannon from 'autocannon'
import { median, type Row } from './row'
import { type BenchServers, startPortal } from './servers'

const ROUNDS = 3
const SECONDS = 2
const CONNECTIONS = 16
const PUBLIC_PAGES = ['/', '/datenschutz', '/impressum', '/barrierefreiheit', '/registrieren', '/anmelden']

/**
 * Requests per second of pages against their floors, in turn within one run (portal, floor, portal, floor …), so that
 * a machine that changes its speed changes both. Load generator, server and database share the machine.
 */
export async function benchThroughput(servers: BenchServers): Promise<Row[]> {
  const rows: Row[] = []
  for (const page of PUBLIC_PAGES) {
    rows.push(await compare(`${page}, requests/s`, servers.portal.url + page, `${servers.bare.url}/`, 0.8))
  }
  const cookie = servers.memberCookie
  rows.push(
    await compare('/mein-profil, requests/s', `${servers.portal.url}/mein-profil`, `${servers.bare.url}/sql`, 0.6, {
      cookie,
    }),
  )
  rows.push(await compareProcesses(servers))
  return rows
}

/** A page against its floor, in turn. */
export async function compare(
  what: string,
  url: string,
  floorUrl: string,
  target: number,
  headers: Record<string, string> = {},
): Promise<Row> {
  await load(url, headers, 2)
  await load(floorUrl, {}, 2)
  const pairs: { portal: number; floor: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    pairs.push({ portal: await load(url, headers), floor: await load(floorUrl, {}) })
  }
  const ratio = median(pairs.map(({ portal, floor }) => portal / floor))
  return {
    what,
    value: `${Math.round(median(pairs.map(({ portal }) => portal)))}`,
    floor: `${Math.round(median(pairs.map(({ floor }) => floor)))} (bare page)`,
    ratio,
    target: `≥ ${target}`,
    met: ratio >= target,
  }
}

/** Two processes on one port against one process. */
async function compareProcesses(servers: BenchServers): Promise<Row> {
  const two = await startPortal({ databaseUrl: servers.databaseUrl, processes: 2 })
  try {
    await load(`${two.url}/`, {}, 3)
    const ratios: { one: number; two: number }[] = []
    for (let round = 0; round < ROUNDS; round++) {
      ratios.push({ one: await load(`${servers.portal.url}/`, {}), two: await load(`${two.url}/`, {}) })
    }
    const ratio = median(ratios.map((pair) => pair.two / pair.one))
    return {
      what: 'WEB_CONCURRENCY=2, start page, requests/s',
      value: `${Math.round(median(ratios.map((pair) => pair.two)))}`,
      floor: `${Math.round(median(ratios.map((pair) => pair.one)))} (one process)`,
      ratio,
      target: '≥ 1.6 where two cores are free',
      met: ratio >= 1.6,
    }
  } finally {
    await two.stop()
  }
}

async function load(url: string, headers: Record<string, string>, duration = SECONDS): Promise<number> {
  const result = await autocannon({ url, headers, duration, connections: CONNECTIONS })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers are not 2xx, ${result.errors} errors`)
  return result.requests.average
}
