import { z } from 'zod'
import {
  codesOf,
  type ReplyPlace,
  type ReplyRefusal,
  type ReplyWait,
  replyPlaceLabels,
  replyWaitLabels,
} from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { isUuid } from '../fields'
import { type Outcome } from '../result'
import { keyedHashes } from '../secret-ring'
import { DRAFT_TOKEN, placeUrl, postReply } from './take-reply'

type Link = { id: string; token: string }

const draftRow = z.strictObject({
  accountId: z.string(),
  place: z.enum(codesOf(replyPlaceLabels)),
  placeId: z.string(),
  reason: z.enum(codesOf(replyWaitLabels)),
  text: z.string(),
})

/** An answer that waits, for the page behind its link (DS-08); undefined: sent, or too old. Opening it changes nothing (S-F4). */
export async function readReplyDraft(
  ctx: PortalContext,
  link: Link,
): Promise<{ place: ReplyPlace; reason: ReplyWait; text: string } | undefined> {
  const draft = await draftOf(ctx, link)
  return draft && { place: draft.place, reason: draft.reason, text: draft.text }
}

/** Sends it, by the verb that its form would call, and forgets it. `wait`: a limit of a time that passes; it stays. */
export async function sendReplyDraft(
  ctx: PortalContext,
  link: Link,
): Promise<Outcome<'sent', { url: string }> | Outcome<'refused', { reason: ReplyRefusal }> | Outcome<'wait' | 'gone'>> {
  return inTransaction(ctx, async (tx) => {
    const draft = await draftOf(tx, link)
    if (!draft) return { outcome: 'gone' }
    const posted = await postReply(tx, draft, draft.text)
    if (posted.outcome === 'wait') return { outcome: 'wait' }
    await tx.db.replyDraft.deleteMany({ where: { id: link.id } })
    return posted.outcome === 'refused' ? posted : { outcome: 'sent', url: placeUrl(tx, draft) }
  })
}

async function draftOf(ctx: PortalContext, link: Link) {
  if (!isLink(link)) return undefined
  return rowOf(ctx, draftRow)`
    SELECT account_id AS "accountId", place, place_id AS "placeId", reason, text FROM reply_draft WHERE id = ${link.id}::uuid`
}

/** The portal wrote it, into the mail to the stored address. */
function isLink({ id, token }: Link): boolean {
  return isUuid(id) && keyedHashes(DRAFT_TOKEN, id).includes(token)
}
