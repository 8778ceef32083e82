import { inTransaction, type PortalContext } from '../context'
import { takeTurnOfDay } from '../duty-steps'
import { alertStaff } from '../mail/alert-staff'
import { refusalWords, refusedOfLate } from '../mail/refused-of-late'

/** Nothing is sent to many while mails are refused; staff are told once a day. */
export async function isHeldByRefusals(ctx: PortalContext): Promise<boolean> {
  const { due, allowed } = await refusedOfLate(ctx)
  if (due <= allowed) return false
  await inTransaction(ctx, async (tx) => {
    if (await takeTurnOfDay(tx, 'mail-refused'))
      await alertStaff(tx, { ...refusalWords(due), path: '/admin/postausgang' })
  })
  return true
}
