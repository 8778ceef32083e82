import { type PortalContext } from '../context'
import { block, giveBack, type ThrottleOutcome, throttle } from './throttle'

const limits = ['unasked-mail-day', 'unasked-mail-week'] as const

/**
 * Counts a mail to an address that somebody entered and nobody may have proved: a handful a day and a week, whoever asks and whatever
 * for (DS-06). Registered addresses are counted alike, so that the answer does not tell them apart (S-A3). Call it outside of transactions.
 */
export async function countUnaskedMail(ctx: PortalContext, email: string): Promise<ThrottleOutcome> {
  for (const limit of limits) {
    const allowance = await throttle(ctx, limit, email)
    if (allowance.outcome === 'throttled') return allowance
  }
  return { outcome: 'allowed' }
}

/** No mail was sent after all. */
export async function giveBackUnaskedMail(email: string): Promise<void> {
  for (const limit of limits) await giveBack(limit, email)
}

/** Who has the mailbox wants no more of it: as if the limit of the week had just been reached. */
export async function stopUnaskedMail(email: string): Promise<void> {
  await block('unasked-mail-week', email)
}
