'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { answerRequest } from '@/lib/access-requests/answer-request'
import { carryOutRequest } from '@/lib/access-requests/carry-out-request'
import { closeRequest } from '@/lib/access-requests/close-request'
import { extendRequest } from '@/lib/access-requests/extend-request'
import { openRequest } from '@/lib/access-requests/open-request'
import { rectifyAccount } from '@/lib/access-requests/rectify-account'
import { resendIdentityCheck as resend } from '@/lib/access-requests/resend-identity-check'
import { restrictAccount } from '@/lib/access-requests/restrict-account'
import {
  answerRequestSchema,
  closeRequestSchema,
  extendRequestSchema,
  openRequestSchema,
  requestId,
  restrictSchema,
} from '@/lib/access-requests/schema'
import { rectificationSchema } from '@/lib/accounts/schema'
import { withNotice } from '../_frame/notices'

const ofRequest = z.strictObject({ requestId })
const unconfirmed = 'Das Mitglied hat noch nicht bestätigt, dass das Anliegen von ihm kommt.'

export const openErasureRequest = staffAction('openErasureRequest', openRequestSchema, async ({ ctx, input }) => {
  const result = await openRequest(ctx, input)
  switch (result.outcome) {
    case 'received-in-future':
      return { errors: { receivedOn: 'Der Tag des Eingangs darf nicht in der Zukunft liegen.' } }
    case 'unknown-member':
      return { problem: 'Dieses Konto gibt es nicht mehr.' }
    case 'unconfirmed':
      return {
        problem: 'Diese Registrierung ist noch nicht bestätigt. Sie wird nach sieben Tagen von selbst gelöscht.',
      }
    default:
      redirect(
        withNotice(
          `/admin/vorgaenge/${result.requestId}`,
          result.outcome === 'opened' ? 'vorgang-eingetragen' : 'vorgang-besteht',
        ),
      )
  }
})

export const resendIdentityCheck = staffAction('resendIdentityCheck', ofRequest, async ({ ctx, input }) => {
  const { outcome } = await resend(ctx, input)
  if (outcome === 'not-open') redirect(withNotice('/admin/vorgaenge', 'vorgang-nicht-offen'))
  const news = outcome === 'sent' ? 'bestaetigung-gesendet' : 'schon-bestaetigt'
  redirect(withNotice(`/admin/vorgaenge/${input.requestId}`, news))
})

export const closeErasureRequest = staffAction('closeErasureRequest', closeRequestSchema, async ({ ctx, input }) => {
  const { outcome } = await closeRequest(ctx, input)
  redirect(withNotice('/admin/vorgaenge', outcome === 'closed' ? 'vorgang-geschlossen' : 'vorgang-nicht-offen'))
})

export const carryOutErasureRequest = staffAction('carryOutErasureRequest', ofRequest, async ({ ctx, input }) => {
  const { outcome } = await carryOutRequest(ctx, input)
  switch (outcome) {
    case 'erased':
      return redirect(withNotice('/admin/vorgaenge', 'konto-geloescht'))
    case 'not-open':
      return redirect(withNotice('/admin/vorgaenge', 'vorgang-nicht-offen'))
    default:
      redirect(
        withNotice(
          `/admin/vorgaenge/${input.requestId}`,
          outcome === 'held' ? 'konto-gesperrt' : 'noch-nicht-bestaetigt',
        ),
      )
  }
})

export const extendDataRequest = staffAction(
  'extendDataRequest',
  extendRequestSchema,
  async ({ ctx, input: { requestId, extensionReason } }) => {
    const { outcome } = await extendRequest(ctx, { requestId, reason: extensionReason })
    if (outcome === 'not-open') redirect(withNotice('/admin/vorgaenge', 'vorgang-nicht-offen'))
    const news = {
      extended: 'vorgang-verlaengert',
      'already-extended': 'schon-verlaengert',
      'too-late': 'zu-spaet',
    } as const
    redirect(withNotice(`/admin/vorgaenge/${requestId}`, news[outcome]))
  },
)

export const answerDataRequest = staffAction('answerDataRequest', answerRequestSchema, async ({ ctx, input }) => {
  const { outcome } = await answerRequest(ctx, input)
  switch (outcome) {
    case 'answered':
      return redirect(withNotice('/admin/vorgaenge', 'vorgang-beantwortet'))
    case 'not-confirmed':
      return { problem: unconfirmed }
    default:
      redirect(withNotice('/admin/vorgaenge', 'vorgang-nicht-offen'))
  }
})

export const rectifyData = staffAction('rectifyData', rectificationSchema, async ({ ctx, input }) => {
  const { outcome } = await rectifyAccount(ctx, input)
  switch (outcome) {
    case 'rectified':
      return redirect(withNotice('/admin/vorgaenge', 'daten-berichtigt'))
    case 'unchanged':
      return {
        problem: 'Diese Angaben sind schon so gespeichert. Beantworten Sie das Anliegen, wenn nichts zu ändern ist.',
      }
    case 'stale':
      return { problem: 'Das Mitglied hat seine Daten inzwischen selbst geändert. Bitte laden Sie die Seite neu.' }
    case 'not-confirmed':
      return { problem: unconfirmed }
    case 'not-open':
      redirect(withNotice('/admin/vorgaenge', 'vorgang-nicht-offen'))
  }
})

export const restrictData = staffAction(
  'restrictData',
  restrictSchema,
  async ({ ctx, input: { restrictionReason, ...input } }) => {
    const { outcome } = await restrictAccount(ctx, { ...input, reason: restrictionReason })
    switch (outcome) {
      case 'restricted':
        return redirect(withNotice(`/admin/vorgaenge/${input.requestId}`, 'daten-eingeschraenkt'))
      case 'already-restricted':
        return redirect(withNotice(`/admin/vorgaenge/${input.requestId}`, 'schon-eingeschraenkt'))
      case 'not-confirmed':
        return { problem: unconfirmed }
      case 'not-open':
        redirect(withNotice('/admin/vorgaenge', 'vorgang-nicht-offen'))
    }
  },
)
