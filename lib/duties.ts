import { accessLogFolder } from './access-log/folder'
import { removeOldFiles } from './access-log/remove-old-files'
import { liftDueRestrictions } from './access-requests/lift-restriction'
import { requestMailHooks } from './access-requests/mail-hooks'
import { remindStaff } from './access-requests/remind-staff'
import { tidyOutsideRequests } from './access-requests/tidy-outside-requests'
import { breachMailHooks } from './accountability/breach-mail-hooks'
import { mailAnchor } from './accountability/mail-anchor'
import { runChecks } from './accountability/run-checks'
import { watchDuties } from './accountability/watch-duties'
import { answerAsked } from './accounts/answer-asked'
import { isAsked } from './accounts/asked-addresses'
import { expireStaffChanges } from './accounts/decide-staff-change'
import { tidyRegistrations } from './accounts/registrations'
import { remindVerifiers } from './accounts/remind-verifiers'
import { retireIdleStaff } from './accounts/retire-idle-staff'
import { anchorChain } from './audit/anchors'
import { tidyAuth } from './auth/tidy'
import { carryOutBulkActs } from './bulk-acts/carry-out-bulk-acts'
import { noticeOtherServer, readClosure } from './closure'
import { type DutyName, type SweepTrigger } from './codes'
import { forLongWork, type PortalContext, portalContext } from './context'
import { schemaState } from './db/schema-state'
import { tidyDisclosures } from './disclosure/hand-over'
import { withDutyLease } from './duty-lease'
import { type DutyCounts, failedSteps, runSteps, type Step, type StepCounts } from './duty-steps'
import { type MailboxSettings, settings } from './env'
import { completeErasures } from './erasure/complete-erasure'
import { reconcileErasureLog } from './erasure/erasure-log'
import { forumMailHooks } from './forum/mail-hooks'
import { sendDigests } from './forum/send-digests'
import { tidyForum } from './forum/tidy-forum'
import { drainMailbox } from './inbound/drain-mailbox'
import { drainResend } from './inbound/drain-resend'
import { inboundMailHooks } from './inbound/mail-hooks'
import { sendDailyLoop } from './inbound/mail-loop'
import { configuredWays, declareWays } from './inbound/ways'
import { correctMailTimes, correctTimes } from './lifecycle/correct-times'
import { lifecycleMailHooks } from './lifecycle/mail-hooks'
import { keepWatch } from './lifecycle/notice-outage'
import { renewLostNotices } from './lifecycle/supersede-notices'
import { SWEEP_BUDGET_MS, sweep } from './lifecycle/sweep'
import { isMailDue } from './mail/claim-mail'
import { dispatchMail } from './mail/dispatch-mail'
import { type MailHooks } from './mail/hooks'
import { openTransport } from './mail/open-transport'
import { isPaused } from './mail/pace'
import { tidyInbound } from './mail/tidy-inbound'
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
import { tellOfWork, tidyWork } from './work-queue/tell-staff'
import { drawStored } from './writing/draw-stored'

/**
 * The scheduled duties of the portal: name, time (cron, UTC) and verb. The same verb runs from Vercel Cron (app/api/cron),
 * from the scheduler inside a node server (scheduler.ts) and from the command line (scripts/portal.ts).
 */
export type DutyTrigger = Exclude<SweepTrigger, 'staff'>
/** Nothing was done: another process is at it, the portal is closed after a restore, or the tables are not those of this code. */
export type DutyRefusal = { running: true } | { closed: true } | { databaseIs: 'behind' | 'newer' }

type Duty = {
  name: DutyName
  /** Five fields, UTC: an hour that no change of clocks touches. */
  schedule: string
  /** In their order; names have their words in codes.ts. One that fails stops no other. */
  steps(trigger: DutyTrigger): Record<string, Step>
}

/** Time for one call of the duties of mail, below what Vercel allows a function. */
const MAIL_BUDGET_MS = 240_000

export const duties: readonly Duty[] = [
  {
    name: 'lifecycle',
    schedule: '15 3 * * *',
    steps: (trigger) => ({
      sweep: async (ctx) => {
        const { runId: _, ...counts } = await sweep(ctx, { trigger, maxDurationMs: SWEEP_BUDGET_MS })
        return counts
      },
    }),
  },
  {
    name: 'mail',
    schedule: '*/5 * * * *',
    steps: () => ({
      'answer-asked': answerAsked,
      'correct-mail-times': correctMailTimes,
      'tell-of-work': tellOfWork,
      'send-mail': sendDueMail,
    }),
  },
  {
    name: 'housekeeping',
    schedule: '45 3 * * *',
    steps: () => ({
      'compare-erasures': reconcileErasureLog,
      'remind-staff': remindStaff,
      'lift-restrictions': liftDueRestrictions,
      'tidy-registrations': tidyRegistrations,
      'tidy-sign-ins': tidyAuth,
      'correct-times': correctTimes,
      'tidy-mail': tidyMail,
      'tidy-inbound': tidyInbound,
      'mail-loop': (ctx) => sendDailyLoop(ctx, settings()),
      'complete-erasures': completeErasures,
      'forum-digests': sendDigests,
      'tidy-forum': tidyForum,
      'draw-texts': drawStored,
      'tidy-disclosures': tidyDisclosures,
      'remind-verifiers': remindVerifiers,
      'tidy-cases': tidyCases,
      'tidy-outside-requests': tidyOutsideRequests,
      'remind-moderation': remindModeration,
      'remind-of-ending': remindOfEnding,
      'tidy-work': tidyWork,
      'check-promises': (ctx) => runChecks(ctx),
      'mail-anchor': mailAnchor,
      'renew-notices': renewLostNotices,
      'retire-idle-staff': retireIdleStaff,
      'expire-staff-changes': expireStaffChanges,
      'tidy-access-log': (ctx) => removeOldFiles(ctx, accessLogFolder()),
    }),
  },
  {
    name: 'announcements',
    schedule: '*/5 * * * *',
    steps: () => ({ announce: announceVersions, 'close-announcements': closeAnnouncements }),
  },
  // 6:30 in Berlin in winter, 7:30 in summer.
  { name: 'digests', schedule: '30 5 * * *', steps: () => ({ 'queue-digests': queueDigests }) },
  {
    name: 'inbound',
    schedule: '*/5 * * * *',
    steps: () => ({ 'read-mailbox': readMailbox, 'fetch-from-resend': fetchFromResend }),
  },
  { name: 'bulk-acts', schedule: '*/5 * * * *', steps: () => ({ 'carry-out': (ctx) => carryOutBulkActs(ctx) }) },
]

/** What every duty ends with: of each other they know whether they still run. */
const lastSteps: Record<string, Step> = {
  'watch-duties': watchDuties,
  'anchor-chain': async (ctx) => {
    await anchorChain(ctx)
    return {}
  },
}

/** What other rooms do when a mail of theirs is accepted or bounces; the webhook of the provider needs it as well. */
export const mailHooks: MailHooks = {
  ...lifecycleMailHooks,
  ...policyMailHooks,
  ...requestMailHooks,
  ...messagingMailHooks,
  ...forumMailHooks,
  ...inboundMailHooks,
  ...breachMailHooks,
}

/**
 * Does a duty now, step by step, unless another server is at it (S-J4), the portal is closed (DS-04), or a newer release has changed
 * the tables under a server that still runs. Otherwise the counts, with the names of the steps that failed.
 */
export async function runDuty(name: DutyName, trigger: DutyTrigger): Promise<DutyCounts | DutyRefusal> {
  const duty = duties.find((candidate) => candidate.name === name)
  if (!duty) throw new Error(`unknown duty ${name}`)
  const own = portalContext(trigger === 'operator' ? { kind: 'operator' } : { kind: 'system', duty: name })
  // Mail has small statements only, and people wait for it: a database that has vanished is noticed as soon as by pages.
  const ctx = name === 'mail' ? own : forLongWork(own)
  const { state } = await schemaState(ctx.db)
  if (state !== 'current') return { databaseIs: state }
  await noticeOtherServer(ctx)
  // After a restore nothing is sent, and nobody notified or erased, before the erasures have been replayed (DS-04).
  if (await readClosure(ctx)) return { closed: true }
  await keepWatch(ctx)
  await declareWays(ctx, configuredWays(settings().inbound), { forgetOthers: trigger !== 'operator' })
  const steps = { ...duty.steps(trigger), ...lastSteps }
  const turn = await withDutyLease(
    ctx,
    name,
    () => runSteps(ctx, name, steps),
    (counts) => failedSteps(counts).length === 0,
  )
  return turn.outcome === 'running' ? { running: true } : turn.result
}

/** Does somebody wait for an answer, or a mail that the provider takes? Small probes, for the loop of the scheduler. */
export async function hasMailToSend(ctx: PortalContext): Promise<boolean> {
  const isWaiting = (await isAsked(ctx)) || ((await isMailDue(ctx)) && !(await isPaused(ctx)))
  return isWaiting && !(await readClosure(ctx))
}

async function sendDueMail(ctx: PortalContext): Promise<StepCounts> {
  const transport = openTransport(settings())
  try {
    const counts = await dispatchMail(ctx, { transport, hooks: mailHooks, budgetMs: MAIL_BUDGET_MS })
    return transport.name === 'outbox' ? { ...counts, ...(await tidyOutbox(ctx, settings().dataDir)) } : { ...counts }
  } finally {
    await transport.close()
  }
}

/** Every folder, whatever becomes of the others. */
async function readMailbox(ctx: PortalContext): Promise<StepCounts> {
  const { mailbox } = settings().inbound
  const until = ctx.now().getTime() + MAIL_BUDGET_MS
  const counts = { mailRecorded: 0, mailKnown: 0, mailUnheard: 0, mailboxesRead: 0 }
  const problems: unknown[] = []
  for (const folder of mailbox?.folders ?? []) {
    try {
      const drained = await drainMailbox(ctx, { mailbox: mailbox as MailboxSettings, folder, hooks: mailHooks, until })
      counts.mailRecorded += drained.recorded
      counts.mailKnown += drained.known
      counts.mailUnheard += drained.unheard
      counts.mailboxesRead += Number(drained.isDrained)
    } catch (problem) {
      problems.push(problem)
    }
  }
  if (problems.length > 0) throw problems[0]
  return mailbox ? counts : {}
}

/** What the notes of Resend have not brought. */
async function fetchFromResend(ctx: PortalContext): Promise<StepCounts> {
  const { inbound, mail } = settings()
  if (!inbound.fromResend || !mail.resend) return {}
  const until = ctx.now().getTime() + MAIL_BUDGET_MS
  const { recorded, known, unheard, isDrained } = await drainResend(ctx, {
    access: mail.resend,
    hooks: mailHooks,
    until,
  })
  return { resendRecorded: recorded, resendKnown: known, resendUnheard: unheard, resendDrained: isDrained }
}
