import { accessLogFolder } from './access-log/folder'
import { removeOldFiles } from './access-log/remove-old-files'
import { liftDueRestrictions } from './access-requests/lift-restriction'
import { requestMailHooks } from './access-requests/mail-hooks'
import { remindStaff } from './access-requests/remind-staff'
import { runChecks } from './accountability/run-checks'
import { remindVerifiers } from './accounts/remind-verifiers'
import { retireIdleStaff } from './accounts/retire-idle-staff'
import { keepAnchor } from './audit/anchors'
import { tidyAuth } from './auth/tidy'
import { carryOutBulkActs } from './bulk-acts/carry-out-bulk-acts'
import { readClosure } from './closure'
import { type PortalContext, portalContext } from './context'
import { tidyDisclosures } from './disclosure/hand-over'
import { withDutyLease } from './duty-lease'
import { settings } from './env'
import { completeErasures } from './erasure/complete-erasure'
import { reconcileErasureLog } from './erasure/erasure-log'
import { sendDigests } from './forum/send-digests'
import { tidyForum } from './forum/tidy-forum'
import { lifecycleMailHooks } from './lifecycle/mail-hooks'
import { renewLostNotices } from './lifecycle/renew-lost-notices'
import { SWEEP_BUDGET_MS, type SweepTrigger, sweep } from './lifecycle/sweep'
import { isMailDue } from './mail/claim-mail'
import { dispatchMail } from './mail/dispatch-mail'
import { type MailHooks } from './mail/hooks'
import { openTransport } from './mail/open-transport'
import { isPaused } from './mail/pace'
import { tidyMail } from './mail/tidy-mail'
import { tidyOutbox } from './mail/tidy-outbox'
import { messagingMailHooks } from './messaging/mail-hooks'
import { queueDigests } from './messaging/queue-digests'
import { remindModeration } from './moderation/alert-moderation'
import { tidyCases } from './moderation/tidy-cases'
import { announceVersions } from './policies/announce-versions'
import { closeAnnouncements } from './policies/close-announcements'
import { policyMailHooks } from './policies/mail-hooks'
import { remindOfEnding } from './publications/remind-ending'

/**
 * The scheduled duties of the portal: name, time (cron, UTC) and verb. The same verb runs from Vercel Cron (app/api/cron),
 * from the scheduler inside a node server (scheduler.ts) and from the command line (scripts/portal.ts).
 */
export type DutyName = 'lifecycle' | 'mail' | 'housekeeping' | 'announcements' | 'digests' | 'bulk-acts'
export type DutyTrigger = Exclude<SweepTrigger, 'staff'>
/** Counts and codes, never anything about a person (S-J5). */
export type DutyCounts = Record<string, string | number | boolean>

type Duty = {
  name: DutyName
  /** Five fields, UTC: an hour that no change of clocks touches. */
  schedule: string
  run(ctx: PortalContext, trigger: DutyTrigger): Promise<DutyCounts>
}

/** Time for one call of the mail duty, below what Vercel allows a function. */
const MAIL_BUDGET_MS = 240_000

export const duties: readonly Duty[] = [
  {
    name: 'lifecycle',
    schedule: '15 3 * * *',
    run: async (ctx, trigger) => {
      const { runId: _, ...counts } = await sweep(ctx, { trigger, maxDurationMs: SWEEP_BUDGET_MS })
      return counts
    },
  },
  { name: 'mail', schedule: '*/5 * * * *', run: sendDueMail },
  {
    name: 'housekeeping',
    schedule: '45 3 * * *',
    run: async (ctx) => ({
      ...(await reconcileErasureLog(ctx)),
      ...(await remindStaff(ctx)),
      ...(await liftDueRestrictions(ctx)),
      ...(await tidyAuth(ctx)),
      ...(await tidyMail(ctx)),
      ...(await completeErasures(ctx)),
      ...(await sendDigests(ctx)),
      ...(await tidyForum(ctx)),
      ...(await tidyDisclosures(ctx)),
      ...(await remindVerifiers(ctx)),
      ...(await tidyCases(ctx)),
      ...(await remindModeration(ctx)),
      ...(await remindOfEnding(ctx)),
      ...(await runChecks(ctx)),
      ...(await renewLostNotices(ctx)),
      ...(await retireIdleStaff(ctx)),
      ...(await removeOldFiles(ctx, accessLogFolder())),
    }),
  },
  {
    name: 'announcements',
    schedule: '*/5 * * * *',
    run: async (ctx) => ({ ...(await announceVersions(ctx)), ...(await closeAnnouncements(ctx)) }),
  },
  // 6:30 in Berlin in winter, 7:30 in summer.
  { name: 'digests', schedule: '30 5 * * *', run: queueDigests },
  { name: 'bulk-acts', schedule: '*/5 * * * *', run: (ctx) => carryOutBulkActs(ctx) },
]

/** What other rooms do when a mail of theirs is accepted or bounces; the webhook of the provider needs it as well. */
export const mailHooks: MailHooks = {
  ...lifecycleMailHooks,
  ...policyMailHooks,
  ...requestMailHooks,
  ...messagingMailHooks,
}

/**
 * Does a duty now, unless another server is at it (S-J4). `running`: somebody else is; nothing was done here. `closed`: the portal
 * is closed after a restore.
 */
export async function runDuty(
  name: DutyName,
  trigger: DutyTrigger,
): Promise<DutyCounts | { running: true } | { closed: true }> {
  const duty = duties.find((candidate) => candidate.name === name)
  if (!duty) throw new Error(`unknown duty ${name}`)
  const ctx = portalContext(trigger === 'operator' ? { kind: 'operator' } : { kind: 'system', duty: name })
  // After a restore nothing is sent, and nobody notified or erased, before the erasures have been replayed (DS-04).
  if (await readClosure(ctx)) return { closed: true }
  const turn = await withDutyLease(ctx, name, () => duty.run(ctx, trigger))
  await keepAnchor(ctx)
  return turn.outcome === 'running' ? { running: true } : turn.result
}

/** Is a mail waiting, and does the provider take it? Two small probes, for the loop of the scheduler. */
export async function hasMailToSend(ctx: PortalContext): Promise<boolean> {
  return (await isMailDue(ctx)) && !(await isPaused(ctx)) && !(await readClosure(ctx))
}

async function sendDueMail(ctx: PortalContext): Promise<DutyCounts> {
  const transport = openTransport(settings())
  try {
    const counts = await dispatchMail(ctx, { transport, hooks: mailHooks, budgetMs: MAIL_BUDGET_MS })
    return transport.name === 'outbox' ? { ...counts, ...(await tidyOutbox(ctx, settings().dataDir)) } : { ...counts }
  } finally {
    await transport.close()
  }
}
