'use server'

import { staffAction } from '@/app/_edge/action'
import { goTo, info, success } from '@/app/_edge/flash'
import { decideVerificationSchema } from '@/lib/accounts/verification-schema'
import { verifyMember } from '@/lib/accounts/verify-member'

export const decideVerification = staffAction(
  'decideVerification',
  decideVerificationSchema,
  async ({ ctx, input }) => {
    const { outcome } = await verifyMember(ctx, input)
    const news = {
      verified: success('Das Mitglied ist bestätigt und bekommt eine E-Mail.'),
      asked: success('Die Rückfrage ist unterwegs. Das Mitglied antwortet in seinem Profil.'),
      refused: success('Die Angaben sind nicht bestätigt. Das Mitglied bekommt Ihre Begründung per E-Mail.'),
      'not-waiting': info(
        'Diese Prüfung ist nicht mehr offen: Jemand hat schon entschieden, oder die Angaben haben sich geändert.',
      ),
    }
    return goTo('/admin/mitglieder/pruefung', news[outcome])
  },
)
