'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { appointMember } from '@/lib/accounts/appoint-member'
import { emailField } from '@/lib/accounts/schema'
import { setRole } from '@/lib/accounts/set-role'
import { resetFactors } from '@/lib/auth/factors'
import { id as idField } from '@/lib/fields'
import { withNotice } from '../_frame/notices'

const notices = {
  changed: 'rolle-geaendert',
  unchanged: 'rolle-besteht',
  'last-admin': 'letzte-administration',
  'unknown-member': 'konto-unbekannt',
  restricted: 'rolle-eingeschraenkt',
} as const

const appointment = z.strictObject({
  email: emailField,
  role: z.enum(['moderator', 'admin', 'dpo'], 'Bitte wählen Sie eine Rolle.'),
})
const change = z.strictObject({ accountId: idField(), role: z.enum(['member', 'moderator', 'admin', 'dpo']) })

export const appointToTeam = staffAction('appointToTeam', appointment, async ({ ctx, input }) => {
  const { outcome } = await appointMember(ctx, input)
  if (outcome === 'unknown-member') return { problem: 'Dieses Konto gibt es nicht, oder es ist noch nicht bestätigt.' }
  redirect(withNotice('/admin/team', notices[outcome]))
})

export const changeRole = staffAction('changeRole', change, async ({ ctx, input }) => {
  const { outcome } = await setRole(ctx, input)
  redirect(withNotice('/admin/team', notices[outcome]))
})

export const resetSecondFactor = staffAction(
  'resetSecondFactor',
  z.strictObject({ accountId: idField() }),
  async ({ ctx, input }) => {
    const { outcome } = await resetFactors(ctx, input)
    redirect(withNotice('/admin/team', outcome === 'reset' ? 'faktor-zurueckgesetzt' : 'kein-faktor'))
  },
)
