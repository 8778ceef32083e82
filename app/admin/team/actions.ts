'use server'

import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { goTo, info, success, warning } from '@/app/_edge/flash'
import { appointMember } from '@/lib/accounts/appoint-member'
import { emailField } from '@/lib/accounts/schema'
import { setRole } from '@/lib/accounts/set-role'
import { resetFactors } from '@/lib/auth/factors'
import { id as idField } from '@/lib/fields'

const notices = {
  changed: success('Die Rolle ist geändert. Die Person meldet sich neu an.'),
  unchanged: info('Die Person hat diese Rolle schon.'),
  'last-admin': warning('Das ist die letzte Person mit der Rolle Administration. Sie behält ihre Rolle.'),
  'unknown-member': info('Dieses Konto gibt es nicht mehr.'),
  restricted: warning('Die Verarbeitung dieses Kontos ist eingeschränkt. Die Rolle lässt sich erst danach ändern.'),
}

const appointment = z.strictObject({
  email: emailField,
  role: z.enum(['moderator', 'admin', 'dpo'], 'Bitte wählen Sie eine Rolle.'),
})
const change = z.strictObject({ accountId: idField(), role: z.enum(['member', 'moderator', 'admin', 'dpo']) })

export const appointToTeam = staffAction('appointToTeam', appointment, async ({ ctx, input }) => {
  const { outcome } = await appointMember(ctx, input)
  if (outcome === 'unknown-member') return { problem: 'Dieses Konto gibt es nicht, oder es ist noch nicht bestätigt.' }
  return goTo('/admin/team', notices[outcome])
})

export const changeRole = staffAction('changeRole', change, async ({ ctx, input }) => {
  const { outcome } = await setRole(ctx, input)
  return goTo('/admin/team', notices[outcome])
})

export const resetSecondFactor = staffAction(
  'resetSecondFactor',
  z.strictObject({ accountId: idField() }),
  async ({ ctx, input }) => {
    const { outcome } = await resetFactors(ctx, input)
    return goTo(
      '/admin/team',
      outcome === 'reset'
        ? success('Der zweite Faktor ist zurückgesetzt. Die Person richtet einen neuen ein.')
        : info('Diese Person hat keinen zweiten Faktor.'),
    )
  },
)
