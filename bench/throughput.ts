import { compareInPairs, requestsPerSecond } from './pairs'
import { type Row } from './row'
import { type BenchServers, startPortal } from './servers'

const PUBLIC_PAGES = ['/', '/datenschutz', '/impressum', '/barrierefreiheit', '/registrieren', '/anmelden']

/** A page of members draws what no bare page has: its figure is reported, and a fall is explained. */
export const REPORTED = 0

/** Requests per second of pages against their floors (pairs.ts). */
export async function benchThroughput(servers: BenchServers): Promise<Row[]> {
  const { portal, bare, memberCookie: cookie } = servers
  const rows: Row[] = []
  for (const page of PUBLIC_PAGES) {
    rows.push(await compare(`${page}, requests/s`, portal.url + page, `${bare.url}/`, 0.8))
  }
  rows.push(
    await compare('/mein-profil, requests/s', `${portal.url}/mein-profil`, `${bare.url}/sql`, REPORTED, { cookie }),
  )
  rows.push(await compareProcesses(servers))
  return rows
}

/** A page against its floor (pairs.ts). */
export async function compare(
  what: string,
  url: string,
  floorUrl: string,
  least: number,
  headers: Record<string, string> = {},
): Promise<Row> {
  const { requests, floorRequests, ratio } = await compareInPairs({ url, headers }, { url: floorUrl })
  return {
    what,
    value: `${Math.round(requests)}`,
    floor: `${Math.round(floorRequests)} (bare page)`,
    ratio,
    target: least === REPORTED ? 'reported' : `≥ ${least}`,
    met: ratio >= least,
  }
}

/** Two processes on one port against one process, with a page that each request draws. */
async function compareProcesses(servers: BenchServers): Promise<Row> {
  const two = await startPortal({ databaseUrl: servers.databaseUrl, processes: 2 })
  try {
    // Both processes are to be warm.
    await requestsPerSecond({ url: `${two.url}/` }, 3)
    const { requests, floorRequests, ratio } = await compareInPairs(
      { url: `${two.url}/` },
      { url: `${servers.portal.url}/` },
    )
    return {
      what: 'WEB_CONCURRENCY=2, start page, requests/s',
      value: `${Math.round(requests)}`,
      floor: `${Math.round(floorRequests)} (one process)`,
      ratio,
      target: '≥ 1.6 where two cores are free',
      met: ratio >= 1.6,
    }
  } finally {
    await two.stop()
  }
}
