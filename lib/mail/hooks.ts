import { type PortalContext } from '../context'
import { type CalendarDay } from '../dates'
import { type TemplateKey } from './templates'

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
   * Right before sending, outside a transaction: what the mail shows and the queue does not keep, as further props by the id of the
   * mail. The same mail must get the same props each time it is asked for. Mails without an entry are no longer wanted and are deleted.
   */
  complete?(ctx: PortalContext, mails: (HookMail & { props: unknown })[]): Promise<Map<string, object>>
  /**
   * In the transaction that records the acceptance; the rows of the accounts are already locked (in order of id).
   * Set-based: one statement for all. A mail that was acknowledged is not sent again because this fails.
   */
  accepted?(tx: PortalContext, mails: AcceptedMail[]): Promise<void>
  /** In the transaction that records that the mail cannot be delivered (bounce, complaint, address refused). */
  bounced?(tx: PortalContext, mails: HookMail[]): Promise<void>
}

export type MailHooks = Partial<Record<TemplateKey, MailHook>>
