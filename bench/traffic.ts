import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from '@/lib/db/client'
import { percentile, type Row } from './row'
import { type BenchServers } from './servers'

const SECONDS = 300
const PER_SECOND = 30
/** Share of requests that nobody has signed in for. */
const VISITORS = 0.7
/** Memory is flat if its last minute is no more than this above its second one. */
const MOST_GROWTH = 1.1

/**
 * Mixed traffic as on a busy day: so many requests each second, whether or not the earlier ones are answered, on the data of the other
 * benchmarks that ran before. Nobody waits for anybody, so a slow answer does not slow the questions.
 */
export async function benchTraffic({ databaseUrl, portal, memberCookie }: BenchServers): Promise<Row[]> {
  const { visitors, members } = await paths(databaseUrl)
  const times: number[] = []
  const memory: number[] = []
  let failed = 0
  const answers: Promise<void>[] = []
  const ask = async (path: string, headers: Record<string, string>) => {
    const start = performance.now()
    const answer = await fetch(portal.url + path, { headers }).catch(() => undefined)
    await answer?.text()
    times.push(performance.now() - start)
    if (answer?.status !== 200) failed += 1
  }
  const startedAt = performance.now()
  for (let asked = 0; asked < SECONDS * PER_SECOND; asked++) {
    await pause(Math.max(0, startedAt + (asked * 1000) / PER_SECOND - performance.now()))
    const isVisitor = (asked * 7) % 10 < 10 * VISITORS
    const list = isVisitor ? visitors : members
    answers.push(ask(list[Math.floor(asked / 10) % list.length] ?? '/', isVisitor ? {} : { cookie: memberCookie }))
    if (asked % PER_SECOND === 0) memory.push(memoryOf(portal.url))
  }
  await Promise.all(answers)
  const [early, late] = [mean(memory.slice(60, 120)), mean(memory.slice(-60))]
  const [p95, p99] = [percentile(times, 0.95), percentile(times, 0.99)]
  const what = `mixed traffic, ${PER_SECOND} requests/s for ${SECONDS / 60} minutes`
  return [
    row(`${what}, p95`, `${p95.toFixed(0)} ms`, '≤ 150 ms', p95 <= 150),
    row(`${what}, p99`, `${p99.toFixed(0)} ms`, '≤ 400 ms', p99 <= 400),
    row(`${what}, not answered with 200`, String(failed), '0', failed === 0),
    {
      ...row(
        'memory of the server meanwhile, last minute',
        `${late.toFixed(0)} MB`,
        `≤ ${MOST_GROWTH} × (flat)`,
        false,
      ),
      floor: `${early.toFixed(0)} MB (second minute)`,
      ratio: late / early,
      met: late / early <= MOST_GROWTH,
    },
  ]
}

function row(what: string, value: string, target: string, met: boolean): Row {
  return { what, value, floor: '–', target, met }
}

async function paths(databaseUrl: string): Promise<{ visitors: string[]; members: string[] }> {
  const { db, pool } = openDatabase(databaseUrl)
  const ids = async (statement: string) => (await pool.query<{ id: string }>(statement)).rows.map(({ id }) => id)
  try {
    const offers = await ids('SELECT id FROM publication WHERE published_at IS NOT NULL LIMIT 20')
    const topics = await ids('SELECT id FROM forum_topic LIMIT 20')
    return {
      visitors: [
        '/',
        '/angebote',
        '/angebote?suche=Excel',
        '/datenschutz',
        '/registrieren',
        ...offers.map((id) => `/angebote/${id}`),
      ],
      members: [
        '/mein-profil',
        '/forum',
        '/akteure',
        '/nachrichten',
        '/forum/suche?q=Excel',
        ...topics.map((id) => `/forum/${id}`),
      ],
    }
  } finally {
    await db.$disconnect()
    await pool.end()
  }
}

/** Resident memory of the processes that serve this address, in MB; Linux says it. */
function memoryOf(url: string): number {
  const { port } = new URL(url)
  const pages = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(`/proc/${pid}/environ`).split('\0').includes(`PORT=${port}`))
    .map((pid) => Number(read(`/proc/${pid}/statm`).split(' ')[1] ?? 0))
  return (pages.reduce((sum, count) => sum + count, 0) * 4096) / 1_000_000
}

/** A process may end while it is looked at. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
