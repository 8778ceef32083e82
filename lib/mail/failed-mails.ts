import { type DetailsOf } from '../audit/acts'
import { type MailCause } from '../codes'
import { Prisma } from '../db/generated/client'

/**
 * Which failed or bounced mails staff decide about: one, or all of a cause (null = none was kept) that had failed when
 * the page was drawn. What fails afterwards nobody has seen.
 */
export type FailedMails = { id: string } | { cause: string | null; before: Date }

/** A mail that came back after its acceptance has no text any more. */
export const hasTextSql = Prisma.sql`accepted_at IS NULL`

export function failedMailsSql(mails: FailedMails): Prisma.Sql {
  const failed = Prisma.sql`state IN ('failed', 'bounced')`
  return 'id' in mails
    ? Prisma.sql`${failed} AND id = ${mails.id}::uuid`
    : Prisma.sql`${failed} AND cause IS NOT DISTINCT FROM ${mails.cause}::text AND changed_at <= ${mails.before}::timestamptz`
}

/** For the audit row: which, never whom. */
export function detailsOf(mails: FailedMails, count: number): DetailsOf<'mail.retried'> {
  return 'id' in mails ? { mailId: mails.id } : { cause: mails.cause as MailCause | null, count }
}
