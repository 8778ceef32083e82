'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { announceLift, withdrawLift } from '@/lib/access-requests/lift-restriction'
import { announceLiftSchema, ofRestrictedSchema } from '@/lib/access-requests/schema'
import { endAllSessions } from '@/lib/auth/sessions'
import { inTransaction } from '@/lib/context'
import { decideHold } from '@/lib/disclosure/decide-hold'
import { requestHold } from '@/lib/disclosure/request-hold'
import { decideHoldSchema, liftHoldSchema, placeHoldSchema, suspensionSchema } from '@/lib/disclosure/schema'
import { completeErasure } from '@/lib/erasure/complete-erasure'
import { appendErasures } from '@/lib/erasure/erasure-log'
import { id as idField } from '@/lib/fields'
import { notifyAgain } from '@/lib/lifecycle/notify-again'
import { restoreWithReasons, suspendWithReasons } from '@/lib/moderation/suspend-with-reasons'
import { type Notice, withNotice } from '../../_frame/notices'

const ofMember = z.strictObject({ accountId: idField() })
const ofNotice = z.strictObject({ noticeId: idField(), accountId: idField() })

export const endMemberSessions = staffAction('endMemberSessions', ofMember, async ({ ctx, input }) => {
  await inTransaction(ctx, (tx) => endAllSessions(tx, input.accountId))
  redirect(withNotice(`/admin/mitglieder/${input.accountId}`, 'sitzungen-beendet'))
})

export const renewNotice = staffAction('renewNotice', ofNotice, async ({ ctx, input }) => {
  const { outcome } = await notifyAgain(ctx, input)
  const news = outcome === 'superseded' ? 'neu-benachrichtigen' : 'nicht-unzustellbar'
  redirect(withNotice(`/admin/mitglieder/${input.accountId}`, news))
})

export const suspend = staffAction('suspend', suspensionSchema, async ({ ctx, input }) => {
  const { outcome } = await suspendWithReasons(ctx, input)
  const news = {
    suspended: 'mitglied-gesperrt',
    'already-suspended': 'sperre-unveraendert',
    'unknown-member': 'sperre-unveraendert',
    'last-admin': 'einzige-administration',
  } as const satisfies Record<typeof outcome, Notice>
  redirect(withNotice(`/admin/mitglieder/${input.accountId}`, news[outcome]))
})

export const restore = staffAction('restore', suspensionSchema, async ({ ctx, input }) => {
  const { outcome } = await restoreWithReasons(ctx, input)
  const news = outcome === 'restored' ? 'mitglied-entsperrt' : 'sperre-unveraendert'
  redirect(withNotice(`/admin/mitglieder/${input.accountId}`, news))
})

export const placeHold = staffAction('placeHold', placeHoldSchema, async ({ ctx, input }) => {
  const { outcome } = await requestHold(ctx, { ...input, kind: 'place' })
  if (outcome === 'review-not-in-future') {
    return { errors: { reviewOn: 'Der Tag der Überprüfung muss in der Zukunft liegen.' } }
  }
  const news = outcome === 'requested' ? 'antrag-gestellt' : 'antrag-nicht-offen'
  redirect(withNotice(`/admin/mitglieder/${input.accountId}`, news))
})

export const liftHold = staffAction('liftHold', liftHoldSchema, async ({ ctx, input }) => {
  const { outcome } = await requestHold(ctx, { ...input, kind: 'lift' })
  const news = outcome === 'requested' ? 'antrag-gestellt' : 'antrag-nicht-offen'
  redirect(withNotice(`/admin/mitglieder/${input.accountId}`, news))
})

export const decideOnHold = staffAction('decideOnHold', decideHoldSchema, async ({ ctx, input }) => {
  const { outcome } = await decideHold(ctx, input, { completeErasure })
  const news = {
    placed: 'loeschsperre-gesetzt',
    lifted: 'loeschsperre-aufgehoben',
    'lifted-and-erased': 'geloescht-nach-sperre',
    rejected: 'antrag-abgelehnt',
    'same-person': 'zweite-person',
    'not-open': 'antrag-nicht-offen',
  } as const satisfies Record<typeof outcome, Notice>
  const isGone = outcome === 'lifted-and-erased'
  if (isGone) await appendErasures(ctx)
  redirect(withNotice(isGone ? '/admin/herausgabe' : `/admin/mitglieder/${input.accountId}`, news[outcome]))
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
      announced: 'ende-angekuendigt',
      'already-told': 'ende-schon-bekannt',
      'not-restricted': 'nicht-eingeschraenkt',
    } as const satisfies Record<typeof outcome, Notice>
    redirect(withNotice(`/admin/mitglieder/${accountId}`, news[outcome]))
  },
)

export const withdrawRestrictionEnd = staffAction(
  'withdrawRestrictionEnd',
  ofRestrictedSchema,
  async ({ ctx, input: { accountId } }) => {
    const { outcome } = await withdrawLift(ctx, { accountId })
    const news = outcome === 'goes-on' ? 'ende-zurueckgenommen' : 'nicht-eingeschraenkt'
    redirect(withNotice(`/admin/mitglieder/${accountId}`, news))
  },
)
