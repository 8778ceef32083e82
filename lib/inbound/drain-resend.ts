import { type PortalContext } from '../context'
import { type Settings } from '../env'
import { type MailHooks } from '../mail/hooks'
import { takeTurn } from '../mail/pace'
import { reportError } from '../report-error'
import { type Drained } from './drain-mailbox'
import { fetchReceived, type ListedReceived, listReceived, ProviderError } from './fetch-received'
import { receiveMail, recordUnheard } from './receive-mail'
import { RESEND_WAY } from './ways'

type Access = NonNullable<Settings['mail']['resend']>

/** The list and its times are of another clock, and a note may have been answered 503. Milliseconds. */
const OVERLAP_MS = 3_600_000
/** What the provider does not hand out for so long waits for staff. */
const PATIENCE_MS = 24 * 3_600_000

/**
 * Catches up with what Resend has taken for the portal and no note has brought (DS-05, DS-11, DS-12), at the pace agreed with it. Drained:
 * everything that the list named when it was asked is recorded.
 */
export async function drainResend(
  ctx: PortalContext,
  { access, hooks, until }: { access: Access; hooks: MailHooks; until: number },
): Promise<Drained> {
  const counts: Drained = { recorded: 0, known: 0, unheard: 0, isDrained: true }
  const began = ctx.now()
  const way = await ctx.db.inboundWay.findUniqueOrThrow({ where: { name: RESEND_WAY } })
  const since = new Date((way.drainedAt ?? way.configuredAt).getTime() - OVERLAP_MS)
  const mayAsk = async () => {
    const budgetMs = until - ctx.now().getTime()
    if (budgetMs <= 0 || (await takeTurn(ctx, { ...access, budgetMs })) === 'later') counts.isDrained = false
    return counts.isDrained
  }
  const open: ListedReceived[] = []
  for (let after: string | undefined, hasMore = true; hasMore && (await mayAsk()); ) {
    const page = await listReceived(access, after)
    const fresh = page.received.filter(({ arrivedAt }) => arrivedAt >= since)
    open.push(...(await unknown(ctx, fresh)))
    after = page.received.at(-1)?.id
    hasMore = page.hasMore && fresh.length === page.received.length
  }
  let comesAgain = false
  for (const message of open.reverse()) {
    if (!(await mayAsk())) break
    const what = await takeReceived(ctx, { access, hooks, ...message })
    if (what === 'later') comesAgain = true
    else counts[what] += 1
  }
  counts.isDrained &&= !comesAgain
  if (counts.isDrained)
    await ctx.db.inboundWay.update({ where: { name: RESEND_WAY }, data: { drainedAt: began }, select: { name: true } })
  return counts
}

/** One message, by its id: from a note or from the list. */
export async function takeReceived(
  ctx: PortalContext,
  { access, hooks, id, arrivedAt }: { access: Access; hooks: MailHooks; id: string; arrivedAt?: Date },
): Promise<'recorded' | 'known' | 'unheard' | 'later'> {
  if ((await unknown(ctx, [{ id }])).length === 0) return 'known'
  try {
    const message = await fetchReceived(access, id)
    const receivedAt = message.receivedAt < ctx.now() ? message.receivedAt : ctx.now()
    const received = await receiveMail(ctx, { ...message, receivedAt, way: 'resend', sourceId: id }, hooks)
    if (received.outcome === 'not-yet-known') return 'later'
    return received.outcome === 'duplicate' ? 'known' : 'recorded'
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    reportError(error, 'message at Resend')
    if (!arrivedAt || ctx.now().getTime() - arrivedAt.getTime() < PATIENCE_MS) return 'later'
    const place = { source: `Resend, ${id}`, sourceId: id, rule: 'not-handed-out' }
    await recordUnheard(ctx, { way: 'resend', receivedAt: arrivedAt, ...place })
    return 'unheard'
  }
}

async function unknown<T extends { id: string }>(ctx: PortalContext, messages: T[]): Promise<T[]> {
  const ids = messages.map(({ id }) => id)
  const found = await ctx.db.inboundMail.findMany({ where: { sourceId: { in: ids } }, select: { sourceId: true } })
  const known = new Set(found.map(({ sourceId }) => sourceId))
  return messages.filter(({ id }) => !known.has(id))
}
