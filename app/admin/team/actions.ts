'use server'

import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { goTo, info, success, warning } from '@/app/_edge/flash'
import { rejectStaffChange, releaseStaffChange } from '@/lib/accounts/decide-staff-change'
import { requestStaffChange } from '@/lib/accounts/request-staff-change'
import { emailField } from '@/lib/accounts/schema'
import { id as idField, text } from '@/lib/fields'
import { unfitNews } from '../parts/second-person'

const PAGE = '/admin/team'
const LONGEST_REASON = 500

const notOpen = info('Über diesen Antrag ist schon entschieden, oder seine Zeit ist abgelaufen.')
const unchanged = info('Die Person hat diese Rolle schon.')
const noFactor = info('Diese Person hat keinen zweiten Faktor.')
const restricted = warning('Die Verarbeitung dieses Kontos ist eingeschränkt. Die Rolle lässt sich erst danach ändern.')

const wish = z.strictObject({
  email: emailField,
  change: z.enum(
    ['moderator', 'admin', 'approver', 'dpo', 'member', 'factor-reset'],
    'Bitte wählen Sie aus, was sich ändern soll.',
  ),
  reason: text({ max: LONGEST_REASON, missing: 'Bitte nennen Sie den Grund.', what: 'Der Grund' }),
})
const named = z.strictObject({ changeId: idField() })

export const requestTeamChange = staffAction('requestTeamChange', wish, async ({ ctx, input }) => {
  const { email, change, reason } = input
  const asked = { person: { email }, reason }
  const { outcome } = await requestStaffChange(
    ctx,
    change === 'factor-reset' ? { ...asked, kind: change } : { ...asked, kind: 'role', role: change },
  )
  if (outcome === 'unknown-member')
    return { errors: { email: 'Dieses Konto gibt es nicht, oder es ist noch nicht bestätigt.' } }
  if (outcome === 'concerned') return { errors: { email: 'Für das eigene Konto beantragt das eine andere Person.' } }
  const news = {
    requested: success('Der Antrag ist gestellt. Jetzt muss ihn die Leitung freigeben.'),
    'already-requested': info('Für diese Person wartet schon ein Antrag auf die Freigabe.'),
    unchanged,
    restricted,
    'no-factor': noFactor,
  }
  return goTo(PAGE, news[outcome])
})

export const releaseTeamChange = staffAction('releaseTeamChange', named, async ({ ctx, input }) => {
  const { outcome } = await releaseStaffChange(ctx, input)
  const news = {
    changed: success('Die Rolle ist geändert. Die Person meldet sich neu an.'),
    reset: success('Der zweite Faktor ist zurückgesetzt. Die Person richtet einen neuen ein.'),
    unchanged,
    'last-one': warning('Das ist die letzte Person mit dieser Rolle. Sie behält sie.'),
    restricted,
    'no-factor': noFactor,
    'unknown-member': info('Dieses Konto gibt es nicht mehr.'),
    'not-open': notOpen,
    ...unfitNews,
  }
  return goTo(PAGE, news[outcome])
})

export const rejectTeamChange = staffAction('rejectTeamChange', named, async ({ ctx, input }) => {
  const { outcome } = await rejectStaffChange(ctx, input)
  const news = {
    ...unfitNews,
    rejected: success('Der Antrag ist abgelehnt. Es hat sich nichts geändert.'),
    'not-open': notOpen,
  }
  return goTo(PAGE, news[outcome])
})
