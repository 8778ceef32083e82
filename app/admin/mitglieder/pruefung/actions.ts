'use server'

import { redirect } from 'next/navigation'
import { staffAction } from '@/app/_edge/action'
import { decideVerificationSchema } from '@/lib/accounts/verification-schema'
import { verifyMember } from '@/lib/accounts/verify-member'
import { type Notice, withNotice } from '../../_frame/notices'

export const decideVerification = staffAction(
  'decideVerification',
  decideVerificationSchema,
  async ({ ctx, input }) => {
    const { outcome } = await verifyMember(ctx, input)
    const news = {
      verified: 'mitglied-geprueft',
      asked: 'mitglied-gefragt',
      refused: 'mitglied-abgelehnt',
      'not-waiting': 'pruefung-nicht-offen',
    } as const satisfies Record<typeof outcome, Notice>
    redirect(withNotice('/admin/mitglieder/pruefung', news[outcome]))
  },
)
