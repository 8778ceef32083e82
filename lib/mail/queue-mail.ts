import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { type LetterKey, type LetterProps, letterOf } from './letters'
import { sealLinks } from './sealed-links'

export type NewMail<K extends LetterKey> = {
  template: K
  props: LetterProps[K]
  /** Account the mail belongs to; the mail disappears with it. */
  accountId?: string
  /** Fixed recipient; left out = the account's address at the moment of sending. */
  recipient?: string
  /** Conversation or topic to which an answer goes; for letters that can be answered. */
  answersTo?: string
}

/**
 * Queues one mail in the caller's transaction: if the act is rolled back, so is its mail. The dispatcher sends it; the
 * queue forgets address and props once the provider has accepted (DS-06).
 */
export async function queueMail<K extends LetterKey>(ctx: PortalContext, mail: NewMail<K>): Promise<{ id: string }> {
  if (!mail.accountId && !mail.recipient) throw new Error(`mail ${mail.template} has neither account nor recipient`)
  letterOf(mail.template).check(mail.props)
  const now = ctx.now()
  return ctx.db.outgoingMail.create({
    data: {
      template: mail.template,
      props: sealLinks(mail.props, mail),
      accountId: mail.accountId,
      recipient: mail.recipient,
      answersTo: mail.answersTo,
      createdAt: now,
      dueAt: now,
      changedAt: now,
    },
    select: { id: true },
  })
}

/**
 * The same for many mails at once, as an INSERT that stands alone or inside WITH. `rows` is a SELECT with the columns
 * account_id (uuid), recipient (text, null = the account's address at sending) and props (jsonb, as in LetterProps; checked
 * when the mail leaves);
 * with `withIds` also id (uuid). Returns the columns id and account_id.
 */
export function queueMailsSql(
  ctx: PortalContext,
  template: LetterKey,
  rows: Prisma.Sql,
  { withIds = false }: { withIds?: boolean } = {},
): Prisma.Sql {
  const now = Prisma.sql`${ctx.now().toISOString()}::timestamptz`
  const id = withIds ? Prisma.sql`id` : Prisma.sql`uuid_v7()`
  return Prisma.sql`
    INSERT INTO outgoing_mail (id, account_id, template, recipient, props, created_at, due_at, changed_at)
    SELECT ${id}, account_id, ${template}, recipient, props, ${now}, ${now}, ${now} FROM (${rows}) AS mail
    RETURNING id, account_id`
}

/**
 * Withdraws mail that has not been accepted yet, in the caller's transaction; returns how many. A message that is on
 * its way this very moment may still arrive, but nothing follows it. `about`: only those whose props say so.
 */
export async function cancelMails(
  ctx: PortalContext,
  { accountId, templates, about }: { accountId: string; templates?: LetterKey[]; about?: { kind: string } },
): Promise<number> {
  const { count } = await ctx.db.outgoingMail.deleteMany({
    where: {
      accountId,
      state: { in: ['queued', 'sending', 'failed'] },
      template: templates && { in: templates },
      props: about && { path: ['kind'], equals: about.kind },
    },
  })
  return count
}
