import { z } from 'zod'
import { type PortalContext } from '../context'
import { type CalendarDay } from '../dates'
import { type LetterKey } from './letters'

/** A mail as its hooks see it; accountId is null for mail without an account. */
export type HookMail = { id: string; accountId: string | null }

export type AcceptedMail = HookMail & {
  /** The provider's answer has arrived. */
  acceptedAt: Date
  /**
   * Berlin day from which periods count: the later of the day of acceptance and the day the text was rendered for. The
   * last day printed in the mail is never later than countsFrom + period, and equal to it unless an attempt with an
   * unknown result was repeated on a later day (DS-05).
   */
  countsFrom: CalendarDay
}

/**
 * What other rooms do when a mail of theirs moves. The dispatcher gets the hooks from its caller (lib/duties.ts), so
 * lib/mail knows no promise.
 */
export type MailHook = {
  /** Right before sending, outside a transaction: ids of the mails that are still wanted. The others are deleted. */
  stillWanted?(ctx: PortalContext, mails: HookMail[]): Promise<Set<string>>
  /**
   * Right before sending, outside a transaction: what the mail shows and the queue does not keep, as the letter's `late` props by the id
   * of the mail. The same mail must get the same props each time it is asked for. Mails without an entry are no longer wanted and are deleted.
   */
  complete?(ctx: PortalContext, mails: (HookMail & { props: unknown })[]): Promise<Map<string, object>>
  /**
   * In the transaction that records the acceptance; the rows of the accounts are already locked (in order of id).
   * Set-based: one statement for all. A mail that was acknowledged is not sent again because this fails.
   */
  accepted?(tx: PortalContext, mails: AcceptedMail[]): Promise<void>
  /** In the transaction that records that the mail cannot be delivered (address refused, bounce, given up by staff). */
  bounced?(tx: PortalContext, mails: HookMail[]): Promise<void>
  /** In the transaction in which staff take back that an accepted mail came back: how many of the mails stand again as they did before. */
  unreturned?(tx: PortalContext, mails: HookMail[]): Promise<number>
  /** In the transaction that takes `bounced` back: the mail waits again, because the fault was ours or staff repeat it. */
  revived?(tx: PortalContext, mails: HookMail[]): Promise<void>
}

export type MailHooks = Partial<Record<LetterKey, MailHook>>

export type MailRow = z.output<typeof mailRow>
export const mailRow = z.strictObject({ id: z.string(), accountId: z.string().nullable(), template: z.string() })
/** Whoever was told of the bounce is told that it waits again. */
export const revivedRow = mailRow.extend({ wasBounced: z.boolean() })

/** Calls `act` once for each template that has a hook. */
export async function eachTemplate(
  rows: MailRow[],
  hooks: MailHooks,
  act: (hook: MailHook, mails: HookMail[]) => Promise<void>,
): Promise<void> {
  for (const [template, mails] of Map.groupBy(rows, (row) => row.template)) {
    const hook = hooks[template as LetterKey]
    if (hook) await act(hook, mails)
  }
}

/** Accounts are locked before mails, in order of id, as sign-in and erasure do: nobody waits in a circle. */
export async function lockAccounts(tx: PortalContext, mails: { accountId: string | null }[]): Promise<void> {
  const ids = [...new Set(mails.map(({ accountId }) => accountId).filter((id) => id !== null))]
  if (ids.length === 0) return
  await tx.db.$queryRaw`SELECT id FROM account WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
}
