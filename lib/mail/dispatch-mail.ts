import { type PortalContext } from '../context'
import {
  beginMails,
  type Claim,
  type ClaimedMail,
  claimMail,
  isMailDue,
  LEASE_MS,
  MOST_COPIES,
  renewLease,
} from './claim-mail'
import { type MailHooks } from './hooks'
import { takeTurn } from './pace'
import { type Prepared, prepareMails } from './prepare-mail'
import { type LeftToStaff, type Result, type Settled, settleMail } from './settle-mail'
import { makeSlots, type Slots } from './slots'
import { type Answer, type MailTransport, type Message } from './transport'
import { type Brake, watchRefusals } from './watch-refusals'

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

/** A call that lasts longer is slow: the run waits for it and meanwhile goes on with the others. */
const SLOW_MS = 5_000
/** While a slow call is waited for, the queue is looked at this often. */
const LOOK_MS = 500

/**
 * Sends what is due. Any number of processes may run this at once, and any of them may be killed at any point: nothing
 * is lost, and a mail goes out twice only if the result of an attempt was unknown (R-K, DS-05).
 */
export async function dispatchMail(ctx: PortalContext, options: Options): Promise<DispatchCounts> {
  const counts: Settled & { dropped: number } = { accepted: 0, bounced: 0, failed: 0, postponed: 0, dropped: 0 }
  const brake = watchRefusals(ctx, options.hooks)
  const run: Run = { ...options, counts, brake, end: performance.now() + options.budgetMs }
  const lanes = await Promise.allSettled(
    Array.from({ length: lanesOf(options.transport) }, () => workUntilEmpty(ctx, run)),
  )
  const ends = lanes.map((lane) => {
    if (lane.status === 'rejected') throw lane.reason
    return lane.value
  })
  return { ...counts, ended: (['paused', 'budget'] as const).find((end) => ends.includes(end)) ?? 'empty' }
}

type Run = Options & { counts: Settled & { dropped: number }; brake: Brake; end: number }

/** While one lane records, the other one sends. A paced provider gains nothing from that. */
function lanesOf({ requestsPerSecond }: MailTransport): number {
  return requestsPerSecond ? 1 : 2
}

async function workUntilEmpty(ctx: PortalContext, run: Run): Promise<DispatchCounts['ended']> {
  const slots = makeSlots(Math.ceil(run.transport.parallel / lanesOf(run.transport)))
  try {
    return await claimUntilEmpty(ctx, run, slots)
  } finally {
    // Nobody goes on unseen after the caller has closed the transport.
    await slots.end()
  }
}

async function claimUntilEmpty(ctx: PortalContext, run: Run, slots: Slots): Promise<DispatchCounts['ended']> {
  for (;;) {
    await slots.free()
    if (run.brake.isOn()) return 'paused'
    const claim = (await isMailDue(ctx)) ? await claimInTurn(ctx, run, budgetOf(run, slots)) : undefined
    if (typeof claim === 'string') return claim
    if (claim && claim.mails.length > 0) await workOff(ctx, claim, run, slots)
    else if (slots.isIdle()) return 'empty'
    else await slots.pause(LOOK_MS)
  }
}

async function claimInTurn(
  ctx: PortalContext,
  { transport }: Run,
  budgetMs: number,
): Promise<Claim | 'budget' | 'paused'> {
  if (budgetMs <= 0) return 'budget'
  const { requestsPerSecond } = transport
  if ((await takeTurn(ctx, { requestsPerSecond, budgetMs })) === 'later') return 'paused'
  return claimMail(ctx, transport)
}

/** Past its time a run ends, but not while it waits for a slow answer anyway: mail that comes now would wait as well. */
function budgetOf({ end }: Run, slots: Slots): number {
  const now = performance.now()
  const isWaiting = now - (slots.oldest() ?? now) > SLOW_MS
  return Math.max(end - now, isWaiting ? LOOK_MS : 0)
}

type Ready = Extract<Prepared, { message: Message }>

/** Returns when the last call of the claim has begun; the slots wait for its end. */
async function workOff(ctx: PortalContext, claim: Claim, run: Run, slots: Slots): Promise<void> {
  const { transport, hooks, counts, brake } = run
  const settler = makeSettler(ctx, claim, run)
  const prepared = await prepareMails(ctx, claim.mails, hooks)
  counts.dropped += await dropMails(ctx, claim, prepared)
  settler.add(prepared.filter((one) => 'answer' in one))
  const ready = prepared.filter((one) => 'message' in one)
  const renewal = setInterval(() => renewLease(ctx, claim).catch(() => undefined), LEASE_MS / 4)
  const calls: Promise<void>[] = []
  for (let at = 0; at < ready.length; at += transport.batchSize) {
    const call = ready.slice(at, at + transport.batchSize)
    const { ended } = await slots.start(async () => {
      const results = brake.isOn() ? untouched(call) : await attempt(ctx, claim, run, call)
      brake.look(
        call.map(({ message }) => message.to),
        results,
      )
      settler.add(results)
    })
    calls.push(ended)
  }
  slots.also(
    Promise.all(calls)
      .then(() => settler.done())
      .finally(() => clearInterval(renewal)),
  )
}

function untouched(call: Ready[]): Result[] {
  return call.map(({ mail }) => ({ mail, answer: { outcome: 'untouched' } }))
}

/**
 * One call. Before it the database knows that a copy may leave; what could be a third copy is left to staff, and so is
 * the second one if nobody says what became of it. Mails whose lease was lost belong to somebody else.
 */
async function attempt(ctx: PortalContext, claim: Claim, { transport }: Run, call: Ready[]): Promise<Result[]> {
  const isCopy = (mail: ClaimedMail) => !(mail.repeated && transport.remembersKeys)
  const copiesOf = (mail: ClaimedMail) => mail.possibleCopies + (isCopy(mail) ? 1 : 0)
  const [spent, ready] = [true, false].map((isSpent) =>
    call.filter(({ mail }) => copiesOf(mail) > MOST_COPIES === isSpent),
  ) as [Ready[], Ready[]]
  const own = await beginMails(
    ctx,
    claim,
    ready.map(({ mail }) => ({ id: mail.id, copies: copiesOf(mail) })),
  )
  const mine = ready.filter(({ mail }) => own.has(mail.id))
  const answers =
    mine.length > 0
      ? await transport.send(
          mine.map(({ message }) => message),
          keyOf(claim, call),
        )
      : []
  return [
    ...spent.map(({ mail }): Result => ({ mail, answer: leftToStaff(`${transport.name} no answer`) })),
    ...mine.map(({ mail }, index): Result => {
      const answer = answers[index] as Answer
      const isOver = answer.outcome === 'unknown' && !transport.remembersKeys && copiesOf(mail) >= MOST_COPIES
      return { mail, answer: isOver ? leftToStaff(answer.error) : answer, wasBegun: isCopy(mail) }
    }),
  ]
}

function leftToStaff(error: string): LeftToStaff {
  return { outcome: 'left-to-staff', cause: 'no-answer', error }
}

function keyOf(claim: Claim, call: Ready[]): string {
  const { id, renderedFor } = (call[0] as Ready).mail
  return `${claim.batchId ?? id}/${renderedFor.getTime()}`
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
function makeSettler(ctx: PortalContext, claim: Claim, { hooks, counts, brake }: Run) {
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
        await brake.decide(results)
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
