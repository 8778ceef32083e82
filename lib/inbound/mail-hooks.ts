import { type PortalContext } from '../context'
import { type HookMail, type MailHooks } from '../mail/hooks'

/** The words of an answer that waits are read when its mail leaves; one that is gone needs no mail. */
export const inboundMailHooks: MailHooks = { 'reply-waits': { complete: completeWaiting } }

async function completeWaiting(ctx: PortalContext, mails: (HookMail & { props: unknown })[]) {
  const draftOf = new Map(mails.map(({ id, props }) => [id, (props as { draftId: string }).draftId]))
  const drafts = await ctx.db.replyDraft.findMany({
    where: { id: { in: [...draftOf.values()] } },
    select: { id: true, reason: true, text: true },
  })
  const found = new Map(drafts.map(({ id, reason, text }) => [id, { reason, text }]))
  return new Map(
    [...draftOf].flatMap(([mail, draft]) => (found.has(draft) ? [[mail, found.get(draft) as object]] : [])),
  )
}
