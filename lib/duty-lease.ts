import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type PortalContext } from './context'
import { rowOf } from './db/rows'

/**
 * Lease of a scheduled duty: of several servers one works, the others say so (S-J4, R-S1). It only saves work: that nothing is
 * done twice is the business of the rows themselves. The lease counts by the clock of the database and is renewed while the work
 * goes on; whoever is killed keeps it for LEASE_SECONDS.
 */
const LEASE_SECONDS = 30

/** `endedWell`: whether the result counts as the duty's last successful end. */
export async function withDutyLease<T>(
  ctx: PortalContext,
  duty: string,
  work: () => Promise<T>,
  endedWell: (result: T) => boolean = () => true,
): Promise<{ outcome: 'done'; result: T } | { outcome: 'running' }> {
  const holder = randomUUID()
  if (!(await take(ctx, duty, holder))) return { outcome: 'running' }
  const renewal = setInterval(
    () => {
      // A renewal that fails lets the lease run out: then another server may help, which does no harm.
      take(ctx, duty, holder).catch(() => undefined)
    },
    (LEASE_SECONDS * 1000) / 3,
  )
  let isDone = false
  try {
    const result = await work()
    isDone = endedWell(result)
    return { outcome: 'done', result }
  } finally {
    clearInterval(renewal)
    // The result of the work counts, not that of giving back a lease that runs out by itself.
    await release(ctx, duty, holder, isDone).catch(() => undefined)
  }
}

/** The row of what lives without being a duty: a server that has started, or that looked for outages (lib/lifecycle/notice-outage.ts). */
const ALIVE = 'alive'

const lastSignOfLifeRow = z.strictObject({ sign: z.date().nullable(), databaseNow: z.date() })

/** The last sign of life of any duty and of any server, and the time of the database; `sign` is null before the first. */
export async function lastSignOfLife(ctx: PortalContext): Promise<{ sign: Date | null; databaseNow: Date }> {
  const row = await rowOf(ctx, lastSignOfLifeRow)`
    SELECT max(last_run_at) AS sign, clock_timestamp() AS "databaseNow" FROM duty_lease WHERE duty LIKE 'duty/%'`
  if (!row) throw new Error('the database does not answer')
  return row
}

/** Somebody is there at the instant `now`. Ends of duties that lie in the future (a clock ran ahead) prove nothing and go. */
export async function giveSignOfLife(ctx: PortalContext, now: Date): Promise<void> {
  await ctx.db.$executeRaw`
    INSERT INTO duty_lease (duty, last_run_at) VALUES (${leaseOf(ALIVE)}, ${now}::timestamptz)
    ON CONFLICT (duty) DO UPDATE SET last_run_at = excluded.last_run_at`
  await ctx.db.$executeRaw`
    UPDATE duty_lease SET last_run_at = NULL WHERE duty LIKE 'duty/%' AND last_run_at > ${now}::timestamptz`
}

/** When a duty last ended well, by the clock of the database; undefined if never. */
export async function lastRunOf(ctx: PortalContext, duty: string): Promise<Date | undefined> {
  const row = await ctx.db.dutyLease.findUnique({ where: { duty: leaseOf(duty) }, select: { lastRunAt: true } })
  return row?.lastRunAt ?? undefined
}

/** Apart from the rows that lib/mail keeps for the pace of the provider. */
function leaseOf(duty: string): string {
  return `duty/${duty}`
}

async function take(ctx: PortalContext, duty: string, holder: string): Promise<boolean> {
  const taken = await ctx.db.$executeRaw`
    INSERT INTO duty_lease (duty, holder, expires_at)
    VALUES (${leaseOf(duty)}, ${holder}::uuid, clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}))
    ON CONFLICT (duty) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
    WHERE duty_lease.holder IS NULL OR duty_lease.holder = excluded.holder OR duty_lease.expires_at < clock_timestamp()
      -- Further ahead than a lease can be: a clock was wrong, nobody holds it.
      OR duty_lease.expires_at > clock_timestamp() + make_interval(secs => ${2 * LEASE_SECONDS})`
  return taken === 1
}

async function release(ctx: PortalContext, duty: string, holder: string, isDone: boolean): Promise<void> {
  await ctx.db.$executeRaw`
    UPDATE duty_lease SET holder = NULL, expires_at = NULL,
      last_run_at = CASE WHEN ${isDone} THEN clock_timestamp() ELSE last_run_at END
    WHERE duty = ${leaseOf(duty)} AND holder = ${holder}::uuid`
}
