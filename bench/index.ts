import { parseArgs } from 'node:util'
import { hashPassword } from '@/lib/auth/password'
import { systemClock } from '@/lib/clock'
import { type PortalContext } from '@/lib/context'
import { openDatabase } from '@/lib/db/client'
import { ensureFirstVersion } from '@/lib/policies/ensure-first-version'
import { printRows, type Row } from './row'
import { type BenchServers } from './servers'

/**
 * `npm run bench [-- NAME …]`: every figure of docs/benchmarks.md, each against its floor in the same run.
 * Exit code 1 if a target is missed.
 */
// Before anything draws: React is as fast as in service.
Object.assign(process.env, { NODE_ENV: 'production' })
const account = { email: 'messung@beispiel.invalid', password: 'Rennsteig im Nebel 42', passwordHash: '' }

// Loaded when they run: the memory that a benchmark measures is not to hold what the others need.
const overHttp: Record<string, (servers: BenchServers) => Promise<Row[]>> = {
  weight: async (servers) => (await import('./weight')).benchWeight(servers),
  throughput: async (servers) => (await import('./throughput')).benchThroughput(servers),
  'sign-in': async (servers) => (await import('./sign-in')).benchSignIn(servers, account),
  lighthouse: async (servers) => (await import('./lighthouse')).benchLighthouse(servers),
  'access-log': async (servers) => (await import('./access-log')).benchAccessLog(servers),
  publications: async (servers) => (await import('./publications')).benchPublicationPages(servers),
  forum: async (servers) => (await import('./forum')).benchForumPages(servers),
  messages: async (servers) => (await import('./messages')).benchMessages(servers),
  traffic: async (servers) => (await import('./traffic')).benchTraffic(servers),
}
const alone: Record<string, () => Promise<Row[]>> = {
  announce: async () => (await import('./announce')).benchAnnounce(),
  mail: async () => (await import('./mail')).benchMail(),
  inbound: async () => (await import('./inbound')).benchInbound(),
  sweep: async () => (await import('./sweep')).benchSweep(),
  erasure: async () => (await import('./erasure')).benchErasure(),
  report: async () => (await import('./report')).benchReport(),
  evidence: async () => (await import('./evidence')).benchEvidence(),
  publications: async () => (await import('./publications')).benchPublicationSearch(),
  forum: async () => (await import('./forum')).benchForum(),
  'staff-lists': async () => (await import('./staff-lists')).benchStaffLists(),
}

const { positionals } = parseArgs({ allowPositionals: true })
const known = [...Object.keys(overHttp), ...Object.keys(alone)]
const unknown = positionals.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`Unknown benchmark: ${unknown.join(', ')}. There are: ${known.join(', ')}`)
  process.exit(2)
}
const chosen = positionals.length > 0 ? positionals : known

const rows: Row[] = []
for (const name of Object.keys(alone).filter((each) => chosen.includes(each)))
  rows.push(...(await measured(name, alone[name])))
const withServers = Object.keys(overHttp).filter((each) => chosen.includes(each))
if (withServers.length > 0) {
  const { startBenchServers } = await import('./servers')
  const servers = await startBenchServers(createMember)
  try {
    for (const name of withServers) rows.push(...(await measured(name, () => overHttp[name]?.(servers))))
  } finally {
    await servers.stop()
  }
}
printRows(rows)
process.exitCode = rows.every(({ met }) => met) ? 0 : 1

async function measured(name: string, run?: () => Promise<Row[]> | undefined): Promise<Row[]> {
  console.log(`measuring ${name} …`)
  return (await run?.()) ?? []
}

/** The member that the page benchmarks sign in as. */
async function createMember(databaseUrl: string): Promise<{ email: string; password: string }> {
  const { db, pool } = openDatabase(databaseUrl)
  account.passwordHash = await hashPassword(account.password)
  await ensureFirstVersion(portalContextOf(db))
  await db.account.create({
    data: {
      email: account.email,
      surname: 'Messung',
      givenName: 'Mira',
      memberGroup: 'private_person',
      passwordHash: account.passwordHash,
      emailConfirmedAt: systemClock(),
      acceptances: { create: { versionNumber: 1, acceptedAt: systemClock(), wording: 'Ich stimme zu.' } },
    },
  })
  await db.$disconnect()
  await pool.end()
  return account
}

function portalContextOf(db: PortalContext['db']): PortalContext {
  return {
    db,
    now: systemClock,
    actor: { kind: 'operator' },
    mail: { appUrl: 'http://localhost:3000', from: 'Portal <portal@portal.test>' },
  }
}
