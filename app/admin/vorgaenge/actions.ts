'use server'

import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { goTo, info, success, warning } from '@/app/_edge/flash'
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
import { conflict } from '../parts/conflict'

const notOpen = info('Der Vorgang war schon geschlossen oder das Konto ist gelöscht.')

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
      return goTo(
        `/admin/vorgaenge/${result.requestId}`,
        result.outcome === 'opened'
          ? success('Der Vorgang ist eingetragen. Die Bestätigungsmail ist unterwegs.')
          : info('Für dieses Mitglied gibt es schon ein offenes Anliegen dieser Art. Es wird hier angezeigt.'),
      )
  }
})

export const resendIdentityCheck = staffAction('resendIdentityCheck', ofRequest, async ({ ctx, input }) => {
  const { outcome } = await resend(ctx, input)
  if (outcome === 'not-open') return goTo('/admin/vorgaenge', notOpen)
  const news =
    outcome === 'sent'
      ? success('Die Bestätigungsmail wird noch einmal gesendet. Der frühere Link gilt nicht mehr.')
      : info('Die Identität ist schon bestätigt.')
  return goTo(`/admin/vorgaenge/${input.requestId}`, news)
})

export const closeErasureRequest = staffAction('closeErasureRequest', closeRequestSchema, async ({ ctx, input }) => {
  const { outcome } = await closeRequest(ctx, input)
  if (outcome === 'not-open') return conflict(ctx, 'request', input.requestId)
  return goTo('/admin/vorgaenge', success('Der Vorgang ist geschlossen. Das Mitglied bekommt eine E-Mail.'))
})

export const carryOutErasureRequest = staffAction('carryOutErasureRequest', ofRequest, async ({ ctx, input }) => {
  const { outcome } = await carryOutRequest(ctx, input)
  switch (outcome) {
    case 'erased':
      return goTo('/admin/vorgaenge', success('Das Konto ist gelöscht. Das Mitglied bekommt eine letzte Bestätigung.'))
    case 'not-open':
      return goTo('/admin/vorgaenge', notOpen)
    default:
      return goTo(
        `/admin/vorgaenge/${input.requestId}`,
        outcome === 'held'
          ? warning('Das Konto steht unter einer Löschsperre. Es wird erst gelöscht, wenn sie aufgehoben ist.')
          : info('Das Mitglied hat den Löschwunsch noch nicht bestätigt.'),
      )
  }
})

export const extendDataRequest = staffAction(
  'extendDataRequest',
  extendRequestSchema,
  async ({ ctx, input: { requestId, extensionReason } }) => {
    const { outcome } = await extendRequest(ctx, { requestId, reason: extensionReason })
    if (outcome === 'not-open') return conflict(ctx, 'request', requestId)
    const news = {
      extended: success('Die Frist ist verlängert. Das Mitglied bekommt eine E-Mail.'),
      'already-extended': info('Die Frist wurde schon verlängert. Das ist nur einmal möglich.'),
      'too-late': warning('Die Frist ist abgelaufen und kann nicht mehr verlängert werden.'),
    }
    return goTo(`/admin/vorgaenge/${requestId}`, news[outcome])
  },
)

export const answerDataRequest = staffAction('answerDataRequest', answerRequestSchema, async ({ ctx, input }) => {
  const { outcome } = await answerRequest(ctx, input)
  switch (outcome) {
    case 'answered':
      return goTo(
        '/admin/vorgaenge',
        success('Der Vorgang ist beantwortet. Das Mitglied bekommt die Antwort per E-Mail.'),
      )
    case 'not-confirmed':
      return { problem: unconfirmed }
    default:
      return conflict(ctx, 'request', input.requestId)
  }
})

export const rectifyData = staffAction('rectifyData', rectificationSchema, async ({ ctx, input }) => {
  const { outcome } = await rectifyAccount(ctx, input)
  switch (outcome) {
    case 'rectified':
      return goTo(
        '/admin/vorgaenge',
        success('Die Daten sind berichtigt. Das Mitglied bekommt eine E-Mail mit den neuen Angaben.'),
      )
    case 'unchanged':
      return {
        problem: 'Diese Angaben sind schon so gespeichert. Beantworten Sie das Anliegen, wenn nichts zu ändern ist.',
      }
    case 'stale':
      return { problem: 'Das Mitglied hat seine Daten inzwischen selbst geändert. Bitte laden Sie die Seite neu.' }
    case 'not-confirmed':
      return { problem: unconfirmed }
    case 'not-open':
      return conflict(ctx, 'request', input.requestId)
  }
})

export const restrictData = staffAction(
  'restrictData',
  restrictSchema,
  async ({ ctx, input: { restrictionReason, ...input } }) => {
    const { outcome } = await restrictAccount(ctx, { ...input, reason: restrictionReason })
    switch (outcome) {
      case 'restricted':
        return goTo(
          `/admin/vorgaenge/${input.requestId}`,
          success(
            'Die Verarbeitung ist eingeschränkt. Das Mitglied bekommt eine E-Mail, die erklärt, was das bedeutet.',
          ),
        )
      case 'already-restricted':
        return goTo(
          `/admin/vorgaenge/${input.requestId}`,
          info('Die Verarbeitung dieses Kontos ist schon eingeschränkt.'),
        )
      case 'not-confirmed':
        return { problem: unconfirmed }
      case 'not-open':
        return conflict(ctx, 'request', input.requestId)
    }
  },
)
