import { z } from 'zod'
import { type ReplyPlace, type ReplyRefusal, type ReplyWait } from '../codes'
import { type PortalContext } from '../context'
import { rowOf, rowsOf } from '../db/rows'
import { markRead } from '../forum/mark-read'
import { reply } from '../forum/reply'
import { replySchema as postSchema } from '../forum/schema'
import { letterOf } from '../mail/letters'
import { queueMail } from '../mail/queue-mail'
import { REPLY_DRAFT_DAYS } from '../mail/tidy-inbound'
import { replySchema as messageSchema } from '../messaging/schema'
import { sendReply } from '../messaging/send-reply'
import { Refused } from '../result'
import { keyedHash } from '../secret-ring'
import { authenticityOf } from './authenticity'
import { judgeWords } from './judge-words'
import { type DissectedMail } from './mail-types'

/** Where an answer goes, and whose answer it can only be: the mail with this key went to that account alone. */
export type ReplyTarget = { accountId: string; place: ReplyPlace; placeId: string }

const targetRow = z.strictObject({
  accountId: z.string(),
  email: z.string(),
  answersByMail: z.boolean(),
  template: z.string(),
  placeId: z.string(),
})

export type TakenReply =
  /** Which became what; `rule` for staff who ask why. */
  | { outcome: 'taken'; accountId: string; rule: 'reply-posted' | 'reply-waits' | 'reply-refused' }
  /** The mail is forgotten, or its member wants no answers by mail: staff read it. */
  | { outcome: 'no-place' }

/**
 * An answer by mail to a message or to the forum (DS-08), in the transaction of its record: the key says where it goes, the own receiver
 * whether its author wrote it. The verbs that write decide as for a form, so limits, blocks and locks are theirs. What is not proven, or
 * shows more than its author may see, waits for a look of the author; what cannot be taken is said by mail, to the stored address only.
 */
export async function takeReply(tx: PortalContext, mailId: string, mail: DissectedMail): Promise<TakenReply> {
  const found = await rowOf(tx, targetRow)`
    SELECT a.id AS "accountId", a.email, a.answers_by_mail AS "answersByMail", m.template, m.answers_to AS "placeId"
    FROM outgoing_mail m JOIN account a ON a.id = m.account_id WHERE m.id = ${mailId}::uuid AND m.answers_to IS NOT NULL`
  const place = found && letterOf(found.template).answers
  if (!found || !place || !found.answersByMail) return { outcome: 'no-place' }
  const { accountId, email, placeId } = found
  const target = { accountId, place, placeId }
  const taken = (rule: 'reply-posted' | 'reply-waits' | 'reply-refused') => ({
    outcome: 'taken' as const,
    accountId,
    rule,
  })

  const words = wordsFor(place, mail.words)
  const judgement = words === undefined ? 'too-long' : judgeWords(words, await wordsOfOthers(tx, target))
  if (words === undefined || judgement === 'too-long' || judgement === 'empty' || judgement === 'holds-key') {
    await tellRefused(tx, target, judgement === 'clean' ? 'empty' : (judgement as ReplyRefusal))
    return taken('reply-refused')
  }
  const isProven = mail.sender === email && authenticityOf(mail, tx.mail.authservIds ?? []) === 'proven'
  const doubt: ReplyWait | undefined = isProven ? (judgement === 'clean' ? undefined : judgement) : 'unproven'
  if (doubt) {
    await keepDraft(tx, target, { text: words, reason: doubt })
    return taken('reply-waits')
  }
  const posted = await postReply(tx, target, words)
  if (posted.outcome === 'wait') {
    await keepDraft(tx, target, { text: words, reason: 'limit' })
    return taken('reply-waits')
  }
  if (posted.outcome === 'refused') {
    await tellRefused(tx, target, posted.reason)
    return taken('reply-refused')
  }
  const files = mail.parts.filter(({ name, isInline }) => name !== null && !isInline).length
  if (files > 0)
    await queueMail(tx, { template: 'reply-without-files', accountId, props: { files, url: placeUrl(tx, target) } })
  return taken('reply-posted')
}

export type PostedReply =
  | { outcome: 'posted' }
  /** A limit of a time that passes. */
  | { outcome: 'wait' }
  | { outcome: 'refused'; reason: ReplyRefusal }

/** Writes as the member by the same verbs as a form; powers of staff are never in a mail. */
export async function postReply(tx: PortalContext, target: ReplyTarget, text: string): Promise<PostedReply> {
  const { accountId, place, placeId } = target
  const ctx: PortalContext = { ...tx, actor: { kind: 'member', accountId, role: 'member', sessionId: accountId } }
  try {
    const { outcome } =
      place === 'message'
        ? await sendReply(ctx, { conversationId: placeId, text })
        : await replyInTopic(ctx, placeId, text)
    switch (outcome) {
      case 'sent':
      case 'posted':
        return { outcome: 'posted' }
      case 'too-many':
      case 'too-many-topics':
      case 'too-fast':
        return { outcome: 'wait' }
      case 'too-many-links':
        return { outcome: 'refused', reason: 'links' }
      case 'locked':
        return { outcome: 'refused', reason: 'locked' }
      default:
        return { outcome: 'refused', reason: 'unavailable' }
    }
  } catch (error) {
    if (error instanceof Refused) return { outcome: 'refused', reason: 'not-allowed' }
    throw error
  }
}

/** Whoever answers has seen the topic: the next mail about it may come. */
async function replyInTopic(ctx: PortalContext, topicId: string, body: string) {
  const posted = await reply(ctx, { topicId, body, subscribe: false })
  if (posted.outcome === 'posted') await markRead(ctx, { topicId, number: posted.number })
  return posted
}

/** Where it stands, for the member. */
export function placeUrl({ mail }: PortalContext, { place, placeId }: Pick<ReplyTarget, 'place' | 'placeId'>): string {
  return `${mail.appUrl}/${place === 'message' ? 'nachrichten' : 'forum'}/${placeId}`
}

export const DRAFT_TOKEN = 'reply-draft'

/** As the form would take it; undefined: too long. */
function wordsFor(place: ReplyPlace, words: string): string | undefined {
  if (!words.trim()) return ''
  const field = place === 'message' ? messageSchema.shape.text : postSchema.shape.body
  const read = field.safeParse(words)
  return read.success ? read.data : undefined
}

const textRow = z.strictObject({ text: z.string() })
/** What a mail shows is among the newest. */
const COMPARED = 5

/** What the answer may repeat: words of others there, which are not its author's to publish. */
function wordsOfOthers(tx: PortalContext, { accountId, place, placeId }: ReplyTarget): Promise<string[]> {
  const rows =
    place === 'message'
      ? rowsOf(tx, textRow)`
          SELECT text FROM message WHERE conversation_id = ${placeId}::uuid AND author_id <> ${accountId}::uuid AND text IS NOT NULL
          ORDER BY id DESC LIMIT ${COMPARED}`
      : rowsOf(tx, textRow)`
          SELECT body AS text FROM forum_post WHERE topic_id = ${placeId}::uuid AND author_id <> ${accountId}::uuid AND body IS NOT NULL
          ORDER BY number DESC LIMIT ${COMPARED}`
  return rows.then((found) => found.map(({ text }) => text))
}

/** Mails of one kind about answers that a member gets within a day: whoever has a key writes no flood with it. */
const MOST_MAILS = 10

async function mayTell(tx: PortalContext, accountId: string, template: 'reply-waits' | 'reply-not-taken') {
  const dayAgo = new Date(tx.now().getTime() - 86_400_000)
  const count = await tx.db.outgoingMail.count({ where: { accountId, template, createdAt: { gt: dayAgo } } })
  return count < MOST_MAILS
}

async function tellRefused(tx: PortalContext, target: ReplyTarget, reason: ReplyRefusal): Promise<void> {
  const { accountId } = target
  if (!(await mayTell(tx, accountId, 'reply-not-taken'))) return
  await queueMail(tx, { template: 'reply-not-taken', accountId, props: { reason, url: placeUrl(tx, target) } })
}

async function keepDraft(
  tx: PortalContext,
  { accountId, place, placeId }: ReplyTarget,
  { text, reason }: { text: string; reason: ReplyWait },
): Promise<void> {
  if (!(await mayTell(tx, accountId, 'reply-waits'))) return
  const madeAt = tx.now()
  const { id } = await tx.db.replyDraft.create({
    data: { accountId, place, placeId, reason, text, madeAt },
    select: { id: true },
  })
  const expiresAt = new Date(madeAt.getTime() + REPLY_DRAFT_DAYS * 86_400_000).toISOString()
  const query = new URLSearchParams({ id, token: keyedHash(DRAFT_TOKEN, id) })
  await queueMail(tx, {
    template: 'reply-waits',
    accountId,
    props: { draftId: id, url: `${tx.mail.appUrl}/antwort-absenden?${query}`, expiresAt },
  })
}
