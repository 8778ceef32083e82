'use server'

import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { goTo, info, success, warning } from '@/app/_edge/flash'
import { announceLift, withdrawLift } from '@/lib/access-requests/lift-restriction'
import { announceLiftSchema, ofRestrictedSchema } from '@/lib/access-requests/schema'
import { endMemberSessions as endSessions } from '@/lib/auth/sessions'
import { decideHold } from '@/lib/disclosure/decide-hold'
import { requestHold } from '@/lib/disclosure/request-hold'
import { decideHoldSchema, liftHoldSchema, placeHoldSchema, suspensionSchema } from '@/lib/disclosure/schema'
import { completeErasure } from '@/lib/erasure/complete-erasure'
import { appendErasures } from '@/lib/erasure/erasure-log'
import { id as idField } from '@/lib/fields'
import { notifyAgain } from '@/lib/lifecycle/notify-again'
import { restoreWithReasons, suspendWithReasons } from '@/lib/moderation/suspend-with-reasons'
import { unfitNews } from '../../parts/second-person'

const notRestricted = info('Die Verarbeitung dieses Kontos ist nicht mehr eingeschränkt.')
const unchanged = info('An der Sperre hat sich nichts geändert.')
const notOpen = info('Über diesen Antrag ist schon entschieden, oder er ist nicht möglich.')
const asked = {
  requested: success('Der Antrag ist gestellt. Eine zweite Person muss ihn freigeben.'),
  'already-requested': notOpen,
  'already-held': notOpen,
  'not-held': notOpen,
  'review-not-in-future': notOpen,
  'unknown-member': notOpen,
  concerned: unfitNews.concerned,
}

const ofMember = z.strictObject({ accountId: idField() })
const ofNotice = z.strictObject({ noticeId: idField(), accountId: idField() })

export const endMemberSessions = staffAction('endMemberSessions', ofMember, async ({ ctx, input }) => {
  await endSessions(ctx, input.accountId)
  return goTo(`/admin/mitglieder/${input.accountId}`, success('Alle Sitzungen des Mitglieds sind beendet.'))
})

export const renewNotice = staffAction('renewNotice', ofNotice, async ({ ctx, input }) => {
  const { outcome } = await notifyAgain(ctx, input)
  const news =
    outcome === 'superseded'
      ? success('Der nächste Lauf benachrichtigt das Mitglied erneut. Alle Fristen beginnen dann von vorn.')
      : info('Diese Aufforderung gilt nicht mehr als unzustellbar.')
  return goTo(`/admin/mitglieder/${input.accountId}`, news)
})

export const suspend = staffAction('suspend', suspensionSchema, async ({ ctx, input }) => {
  const { outcome } = await suspendWithReasons(ctx, input)
  const news = {
    suspended: success('Das Mitglied ist gesperrt. Alle Sitzungen sind beendet.'),
    'already-suspended': unchanged,
    'unknown-member': unchanged,
    'last-admin': warning('Das letzte Konto der Administration kann nicht gesperrt werden.'),
  }
  return goTo(`/admin/mitglieder/${input.accountId}`, news[outcome])
})

export const restore = staffAction('restore', suspensionSchema, async ({ ctx, input }) => {
  const { outcome } = await restoreWithReasons(ctx, input)
  const news =
    outcome === 'restored' ? success('Die Sperre ist aufgehoben. Das Mitglied kann sich wieder anmelden.') : unchanged
  return goTo(`/admin/mitglieder/${input.accountId}`, news)
})

export const placeHold = staffAction('placeHold', placeHoldSchema, async ({ ctx, input }) => {
  const { outcome } = await requestHold(ctx, { ...input, kind: 'place' })
  if (outcome === 'review-not-in-future') {
    return { errors: { reviewOn: 'Der Tag der Überprüfung muss in der Zukunft liegen.' } }
  }
  return goTo(`/admin/mitglieder/${input.accountId}`, asked[outcome])
})

export const liftHold = staffAction('liftHold', liftHoldSchema, async ({ ctx, input }) => {
  const { outcome } = await requestHold(ctx, { ...input, kind: 'lift' })
  return goTo(`/admin/mitglieder/${input.accountId}`, asked[outcome])
})

export const decideOnHold = staffAction('decideOnHold', decideHoldSchema, async ({ ctx, input }) => {
  const { outcome } = await decideHold(ctx, input, { completeErasure })
  const news = {
    placed: success('Die Löschsperre gilt. Das Konto ist für alle verschlossen.'),
    lifted: success('Die Löschsperre ist aufgehoben.'),
    'lifted-and-erased': success('Die Löschsperre ist aufgehoben. Die aufgeschobene Löschung ist ausgeführt.'),
    rejected: success('Der Antrag ist abgelehnt. Es hat sich nichts geändert.'),
    'not-open': notOpen,
    ...unfitNews,
  }
  const isGone = outcome === 'lifted-and-erased'
  if (isGone) await appendErasures(ctx)
  return goTo(isGone ? '/admin/herausgabe' : `/admin/mitglieder/${input.accountId}`, news[outcome])
})

export const announceRestrictionEnd = staffAction(
  'announceRestrictionEnd',
  announceLiftSchema,
  async ({ ctx, input: { accountId, liftReason, toldByLetterOn } }) => {
    const { outcome } = await announceLift(ctx, { accountId, reason: liftReason, toldByLetterOn })
    if (outcome === 'letter-in-future') {
      return { errors: { toldByLetterOn: 'Der Tag des Briefs darf nicht in der Zukunft liegen.' } }
    }
    const news = {
      announced: success(
        'Das Ende ist angekündigt. Die Einschränkung endet sieben Tage, nachdem das Mitglied davon erfahren hat.',
      ),
      'already-told': info('Das Mitglied weiß schon, wann die Einschränkung endet.'),
      'not-restricted': notRestricted,
    }
    return goTo(`/admin/mitglieder/${accountId}`, news[outcome])
  },
)

export const withdrawRestrictionEnd = staffAction(
  'withdrawRestrictionEnd',
  ofRestrictedSchema,
  async ({ ctx, input: { accountId } }) => {
    const { outcome } = await withdrawLift(ctx, { accountId })
    const news = outcome === 'goes-on' ? success('Die Einschränkung bleibt bestehen.') : notRestricted
    return goTo(`/admin/mitglieder/${accountId}`, news)
  },
)
