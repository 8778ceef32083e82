import { type PortalContext } from '@/lib/context'
import { berlinDay, type CalendarDay } from '@/lib/dates'
import { runDuty } from '@/lib/duties'
import { failedSteps } from '@/lib/duty-steps'
import { dryRun } from '@/lib/lifecycle/dry-run'
import { isRefused } from '../lib/duty-refused'
import { text, UsageError, type Values, type Verb } from '../lib/verb'

export const verb: Verb = {
  summary: 'The inactivity sweep (DS-05); --dry-run only shows what it would do, on a day of your choice',
  usage: '[--dry-run [--as-of YYYY-MM-DD]]',
  does: (values) => (values['dry-run'] ? 'reads' : 'writes'),
  options: { 'dry-run': { type: 'boolean' }, 'as-of': { type: 'string' } },
  run: async (ctx, values) => {
    const asOf = dayOf(ctx, values)
    return values['dry-run'] ? preview(ctx, asOf) : perform()
  },
}

/** Sums of a run; exit code 1 if a brake stopped it, accounts failed, or another run is at work. */
async function perform(): Promise<number> {
  const counts = await runDuty('lifecycle', 'operator')
  if (isRefused(counts)) return 1
  if (failedSteps(counts).includes('sweep')) {
    console.error('The sweep failed; what was done until then stands.')
    return 1
  }
  const { outcome, notified, erased, unconfirmed, failed, brake } = counts
  console.log(`${outcome}: ${notified} notified, ${erased} erased, ${unconfirmed} unconfirmed erased, ${failed} failed`)
  if (!brake) return failed === 0 ? 0 : 1
  console.error(`The brake "${brake}" stopped the run; staff can let the next one go on in /admin/inaktivitaet.`)
  return 1
}

async function preview(ctx: PortalContext, asOf: CalendarDay | undefined): Promise<number> {
  const { does, readings, brake, notices, erasures, restraint, asOf: day } = await dryRun(ctx, { asOf })
  console.log(
    `${day}: ${readings.notices.due} notices, ${readings.erasures.due} erasures, ${readings.unconfirmed.due} unconfirmed registrations are due`,
  )
  console.log(
    `The run ${restraint === 'none' ? '' : `(${restraint}) `}would make ${does.notices} notices and erase ${does.erasures} + ${does.unconfirmed}.`,
  )
  for (const { accountId, dueOn } of notices) console.log(`notice   ${accountId}  due since ${dueOn}`)
  for (const { accountId, dueOn } of erasures) console.log(`erasure  ${accountId}  due since ${dueOn}`)
  if (brake) console.log(`The brake "${brake}" would stop this run.`)
  return 0
}

function dayOf(ctx: PortalContext, values: Values): CalendarDay | undefined {
  const day = text(values, 'as-of')
  if (day === undefined) return undefined
  if (!values['dry-run']) throw new UsageError('--as-of goes with --dry-run: a real run acts on today')
  const instant = new Date(`${day}T12:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(instant.getTime()) || berlinDay(instant) !== day) {
    throw new UsageError(`--as-of ${day} is no calendar day (YYYY-MM-DD)`)
  }
  if (day < berlinDay(ctx.now())) throw new UsageError(`--as-of ${day} lies in the past`)
  return day
}
