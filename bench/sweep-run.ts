import { systemClock } from '@/lib/clock'
import { type PortalContext } from '@/lib/context'
import { openDatabase } from '@/lib/db/client'
import { confirmStoppedRun } from '@/lib/lifecycle/confirm-stopped-run'
import { sweep } from '@/lib/lifecycle/sweep'
import { median } from './row'

const IDLE_RUNS = 7

/** Seconds of the sweep, most memory of the process meanwhile, and a sweep with nothing to do: right after, and once the database has tidied up. */
export type SweepFigures = { seconds: number; peakMb: number; idleMs: number; rightAfterMs: number }

// Started by sweep.ts, with the database and the number of accounts.
const [url, size] = process.argv.slice(2)
if (process.send && url) process.send(await withOperator(url, (ctx) => timeAll(ctx, Number(size))))

async function timeAll(ctx: PortalContext, size: number): Promise<SweepFigures> {
  const { seconds, peakMb } = await timeSweep(ctx, size)
  const rightAfterMs = await timeIdle(ctx)
  // The next scheduled run comes a day later; the database has long tidied up by itself then.
  await ctx.db.$executeRaw`VACUUM account, inactivity_notice`
  return { seconds, peakMb, rightAfterMs, idleMs: await timeIdle(ctx) }
}

/** The brakes stop so large a run; staff confirm, and the next one does it. Only that one is timed. */
async function timeSweep(ctx: PortalContext, size: number): Promise<{ seconds: number; peakMb: number }> {
  await ctx.db.sweepRun.create({ data: { trigger: 'operator', startedAt: new Date(0), finishedAt: new Date(0) } })
  const stopped = await sweep(ctx, { trigger: 'scheduler' })
  if (stopped.outcome !== 'stopped') throw new Error('the brakes did not stop the run')
  await confirmStoppedRun(ctx, stopped)
  let peakMb = 0
  const sampling = setInterval(() => {
    peakMb = Math.max(peakMb, process.memoryUsage.rss() / 2 ** 20)
  }, 20)
  const start = performance.now()
  const { outcome, erased, notified } = await sweep(ctx, { trigger: 'operator', maxDurationMs: 3_600_000 })
  const seconds = (performance.now() - start) / 1000
  clearInterval(sampling)
  if (outcome !== 'finished' || erased !== size / 20 || notified !== size / 10) {
    throw new Error(`the sweep did something else: ${outcome}, ${erased} erased, ${notified} notified`)
  }
  return { seconds, peakMb }
}

async function timeIdle(ctx: PortalContext): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < IDLE_RUNS; run++) {
    const start = performance.now()
    const { outcome, erased, notified } = await sweep(ctx, { trigger: 'operator' })
    times.push(performance.now() - start)
    if (outcome !== 'finished' || erased + notified > 0) throw new Error('there was something left to do')
  }
  return median(times)
}

/** Work on a database as the operator's command does it. */
export async function withOperator<T>(url: string, work: (ctx: PortalContext) => Promise<T>): Promise<T> {
  const { db, pool } = openDatabase(url)
  try {
    return await work({
      db,
      now: systemClock,
      actor: { kind: 'operator' },
      mail: { appUrl: 'http://localhost:3000', from: 'Portal <portal@portal.test>' },
    })
  } finally {
    await db.$disconnect()
    await pool.end()
  }
}
