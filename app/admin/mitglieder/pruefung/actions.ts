'use server'

import { staffAction } from '@/app/_edge/action'
import { goTo, success } from '@/app/_edge/flash'
import { decideVerificationSchema, verificationBlocks, verifyDomainSchema } from '@/lib/accounts/verification-schema'
import { verifyDomain } from '@/lib/accounts/verify-domain'
import { verifyMember } from '@/lib/accounts/verify-member'
import { counted, formatNumber } from '@/lib/text'
import { conflict } from '../../parts/conflict'
import { nextCase } from '../../parts/next-case'

const LIST = '/admin/mitglieder/pruefung'

export const decideVerification = staffAction(
  'decideVerification',
  decideVerificationSchema,
  async ({ ctx, input: { onward, block, ...input } }) => {
    const reason = [block && verificationBlocks[block], input.reason].filter(Boolean).join('\n\n')
    const { outcome } = await verifyMember(ctx, { ...input, reason })
    if (outcome === 'not-waiting') return conflict(ctx, 'verification', input.verificationId)
    if (outcome === 'no-reason') return { errors: { reason: 'Bitte schreiben Sie dem Mitglied, warum.' } }
    const news = {
      verified: success('Das Mitglied ist bestätigt und bekommt eine E-Mail.'),
      asked: success('Die Rückfrage ist unterwegs. Das Mitglied antwortet in seinem Profil.'),
      refused: success('Die Angaben sind nicht bestätigt. Das Mitglied bekommt Ihre Begründung per E-Mail.'),
    }
    return goTo(await nextCase(ctx, { kind: 'verification', onward, list: LIST }), news[outcome])
  },
)

export const verifyOfDomain = staffAction('verifyOfDomain', verifyDomainSchema, async ({ ctx, input }) => {
  const result = await verifyDomain(ctx, input)
  if (result.outcome === 'free-mail')
    return { problem: 'Adressen dieser Domain bekommt jeder. Bitte prüfen Sie diese Mitglieder einzeln.' }
  const { verified, leftAlone } = result
  const rest = leftAlone > 0 ? ` ${formatNumber(leftAlone)} waren inzwischen entschieden oder geändert.` : ''
  return goTo(LIST, success(`${counted(verified, 'Ein Mitglied ist', 'Mitglieder sind')} bestätigt.${rest}`))
})
