import { z } from 'zod'
import { type PortalContext } from './context'
import { hidden, id } from './fields'
import { endForumMails, nameOfSubject } from './forum/settings'
import { type EndLink, endingKinds, isEndLink } from './mail/end-link'
import { endMessageMails } from './messaging/notification-setting'
import { type Outcome } from './result'

/** The link in a mail, from its query or from the form behind it. */
export const endLinkSchema = z.strictObject({
  konto: id(),
  art: z.enum(endingKinds),
  id: id().optional(),
  token: hidden(200),
})

/** Undefined: the portal did not write it. */
export function readEndLink(query: Record<string, string | undefined>): EndLink | undefined {
  const { konto, art, id, token } = query
  const read = endLinkSchema.safeParse({ konto, art, ...(id && { id }), token })
  if (!read.success) return undefined
  const link = { account: read.data.konto, kind: read.data.art, id: read.data.id, token: read.data.token }
  return isEndLink(link) ? link : undefined
}

/** Whose mails a link ends, the address masked: whoever has a forwarded mail learns no more than it said; and which. */
export type EndSubject = { account: string; what: string }

/** For the page behind the link, which changes nothing by itself (S-F4). Undefined: the account is gone. */
export async function describeEnding(ctx: PortalContext, link: EndLink): Promise<EndSubject | undefined> {
  if (!isEndLink(link)) return undefined
  const account = await ctx.db.account.findUnique({ where: { id: link.account }, select: { email: true } })
  return account ? { account: masked(account.email), what: await subjectOf(ctx, link) } : undefined
}

/** Ends them, for whoever has the mail, and says what that did, however old the link is. Twice is once. */
export async function endMails(
  ctx: PortalContext,
  link: EndLink,
): Promise<Outcome<'ended' | 'already-ended', EndSubject> | Outcome<'unknown'>> {
  const subject = await describeEnding(ctx, link)
  if (!subject) return { outcome: 'unknown' }
  const { kind, id, account: accountId } = link
  const { outcome } =
    kind === 'messages' ? await endMessageMails(ctx, { accountId }) : await endForumMails(ctx, { accountId, kind, id })
  return { outcome, ...subject }
}

async function subjectOf(ctx: PortalContext, { kind, id = '' }: EndLink): Promise<string> {
  if (kind === 'messages') return 'neue Nachrichten'
  if (kind === 'forum') return 'alles, was im Forum abonniert ist'
  const name = await nameOfSubject(ctx, { kind, id })
  if (kind === 'topic') return name ? `das Thema „${name}“` : 'ein Thema, das es nicht mehr gibt'
  return name ? `die Kategorie „${name}“` : 'eine Kategorie, die es nicht mehr gibt'
}

/** "v…@beispiel.test" */
function masked(address: string): string {
  return address.replace(/^(.)[^@]*@/u, '$1…@')
}
