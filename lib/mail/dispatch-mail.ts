import { type PortalContext } from '../context'
import { type Claim, type ClaimedMail, claimMail, isMailDue } from './claim-mail'
import { type MailHooks } from './hooks'
import { pauseAll, takeTurn } from './pace'
import { type Prepared, prepareMails } from './prepare-mail'
import { type Result, type Settled, settleMail } from './settle-mail'
import { type Answer, forAll, type MailTransport, type Message } from './transport'

export type DispatchCounts = Settled & {
  /** No longer needed when their turn came: account gone, link expired, withdrawn by a hook. */
  dropped: number
  /** Why the run ended: nothing due, its time is up, or the provider wants a pause. */
  ended: 'empty' | 'budget' | 'paused'
}

type Options = {
  transport: MailTransport
  hooks: MailHooks
  /** Real time after which nothing new is begun; what is begun ends within the transport's time-out. */
  budgetMs: number
}

/**
 * Sends what is due. Any number of processes may run this at once, and any of them may be killed at any point: nothing
 * is lost, and a mail goes out twice only if the result of an attempt was unknown (R-K, DS-05).
 */
export async function dispatchMail(ctx: PortalContext, options: Options): Promise<DispatchCounts> {
  const counts: Settled & { dropped: number } = { accepted: 0, bounced: 0, failed: 0, postponed: 0, dropped: 0 }
  const run: Run = { counts, outage: watchForOutage(ctx), end: performance.now() + options.budgetMs }
  const ends = await inParallel(lanesOf(options.transport), () => workUntilEmpty(ctx, options, run))
  const ended = (['paused', 'budget'] as const).find((end) => ends.includes(end)) ?? 'empty'
  return { ...counts, ended }
}

/** While one lane records, the other one sends. A paced provider gains nothing from that. */
function lanesOf({ requestsPerSecond }: MailTransport): number {
  return requestsPerSecond ? 1 : 2
}

async function workUntilEmpty(ctx: PortalContext, options: Options, run: Run): Promise<DispatchCounts['ended']> {
  const { requestsPerSecond } = options.transport
  while (await isMailDue(ctx)) {
    const budgetMs = run.end - performance.now()
    if (budgetMs <= 0) return 'budget'
    if ((await takeTurn(ctx, { requestsPerSecond, budgetMs })) === 'later') return 'paused'
    const claim = await claimMail(ctx, options.transport)
    if (claim.mails.length === 0) break
    await workOff(ctx, claim, options, run)
    if (run.outage.isOn()) return 'paused'
  }
  return 'empty'
}

type Run = { counts: Settled & { dropped: number }; outage: ReturnType<typeof watchForOutage>; end: number }

async function workOff(ctx: PortalContext, claim: Claim, options: Options, run: Run): Promise<void> {
  const { counts, outage } = run
  const { transport, hooks } = options
  const leaseEnds = performance.now() + claim.leaseUntil.getTime() - ctx.now().getTime()
  const settler = makeSettler(ctx, claim, hooks, counts)
  const prepared = await prepareMails(ctx, claim.mails, hooks)
  counts.dropped += await dropMails(ctx, claim, prepared)
  settler.add(prepared.filter((one) => 'answer' in one))
  const ready = prepared.filter((one) => 'message' in one)

  const calls = Array.from({ length: Math.ceil(ready.length / transport.batchSize) }, (_, index) =>
    ready.slice(index * transport.batchSize, (index + 1) * transport.batchSize),
  )
  const worker = async () => {
    for (let call = calls.shift(); call; call = calls.shift()) {
      const messages = call.map(({ message }) => message)
      // A call that could outlive the lease is not begun; the mails go back untouched.
      const isTooLate = performance.now() + transport.timeoutMs > leaseEnds
      const answers =
        isTooLate || outage.isOn() ? forAll(messages, untouched) : await send(transport, claim, call, messages)
      settler.add(call.map(({ mail }, index) => ({ mail, answer: answers[index] as Answer })))
      await outage.look(answers)
    }
  }
  try {
    await inParallel(Math.ceil(transport.parallel / lanesOf(transport)), worker)
  } finally {
    await settler.done()
  }
}

/** Waits for all, also when one fails: nobody goes on unseen after the caller has closed the transport. */
async function inParallel<T>(count: number, work: () => Promise<T>): Promise<T[]> {
  const ends = await Promise.allSettled(Array.from({ length: count }, work))
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason
    return end.value
  })
}

/** Calls in a row without a clear answer that count as an outage. */
const CALLS_WITHOUT_ANSWER = 3
const OUTAGE_PAUSE_MS = 60_000

/** When the provider takes nothing, all workers wait, and the rest of the claim goes back untouched (R-M2, R-M6). */
function watchForOutage(ctx: PortalContext) {
  let isOn = false
  let withoutAnswer = 0
  return {
    isOn: () => isOn,
    async look(answers: Answer[]) {
      withoutAnswer = answers.every(({ outcome }) => outcome === 'unknown') ? withoutAnswer + 1 : 0
      const pauses = answers.map((answer) => (answer.outcome === 'unavailable' ? answer.pauseMs : 0))
      const pauseMs = Math.max(...pauses, withoutAnswer >= CALLS_WITHOUT_ANSWER ? OUTAGE_PAUSE_MS : 0)
      if (pauseMs === 0) return
      isOn = true
      await pauseAll(ctx, pauseMs)
    },
  }
}

const untouched: Answer = { outcome: 'unavailable', pauseMs: 0 }

async function send(
  transport: MailTransport,
  claim: Claim,
  call: { mail: ClaimedMail }[],
  messages: Message[],
): Promise<Answer[]> {
  const first = call[0]?.mail as ClaimedMail
  const key = `${claim.batchId ?? first.id}/${first.renderedFor.getTime()}`
  return transport.send(messages, key)
}

async function dropMails(ctx: PortalContext, { leaseId }: Claim, prepared: Prepared[]): Promise<number> {
  const ids = prepared.filter((one) => 'unwanted' in one).map(({ mail }) => mail.id)
  if (ids.length === 0) return 0
  const { count } = await ctx.db.outgoingMail.deleteMany({ where: { id: { in: ids }, leaseId, state: 'sending' } })
  return count
}

/** Results of this time share a transaction. */
const GATHER_MS = 40

/**
 * Records results while others are still being sent: whatever has come in while one transaction ran goes into the next.
 * A crash thus leaves few results unknown, and a fast server is not held up by a transaction for each mail.
 */
function makeSettler(ctx: PortalContext, claim: Claim, hooks: MailHooks, counts: Settled) {
  let waiting: Result[] = []
  let running: Promise<void> | undefined
  let failure: unknown
  let isLast = false
  const settleAll = async () => {
    while (waiting.length > 0) {
      if (!isLast) await new Promise((resolve) => setTimeout(resolve, GATHER_MS))
      const results = waiting
      waiting = []
      try {
        const settled = await settleMail(ctx, claim, results, hooks)
        for (const key of ['accepted', 'bounced', 'failed', 'postponed'] as const) counts[key] += settled[key]
      } catch (error) {
        // The database is gone: the leases run out, and the attempts are repeated under their keys.
        failure = error
      }
    }
    running = undefined
  }
  return {
    add(results: Result[]) {
      waiting.push(...results)
      if (waiting.length > 0) running ??= settleAll()
    },
    async done() {
      isLast = true
      await running
      if (failure) throw failure
    },
  }
}
