'use server'

import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { goTo, info, success, warning } from '@/app/_edge/flash'
import { answerRequest } from '@/lib/access-requests/answer-request'
import { carryOutRequest } from '@/lib/access-requests/carry-out-request'
import { closeRequest } from '@/lib/access-requests/close-request'
import { extendRequest } from '@/lib/access-requests/extend-request'
import { openRequest } from '@/lib/access-requests/open-request'
import * as proofs from '@/lib/access-requests/prove-identity'
import { rectifyAccount } from '@/lib/access-requests/rectify-account'
import { resendIdentityCheck as resend } from '@/lib/access-requests/resend-identity-check'
import { restrictAccount } from '@/lib/access-requests/restrict-account'
import {
  answerRequestSchema,
  closeRequestSchema,
  decideIdentitySchema,
  extendRequestSchema,
  openRequestSchema,
  proveIdentitySchema,
  requestId,
  restrictSchema,
} from '@/lib/access-requests/schema'
import { rectificationSchema } from '@/lib/accounts/schema'
import { conflict } from '../parts/conflict'
import { unfitNews } from '../parts/second-person'

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

const whoTells = (byLetter: boolean) =>
  byLetter ? 'Bitte schicken Sie den Brief jetzt ab.' : 'Das Mitglied bekommt eine E-Mail.'

export const proveIdentity = staffAction('proveIdentity', proveIdentitySchema, async ({ ctx, input }) => {
  const { requestId, way, proof: note } = input
  const { outcome } = await proofs.proveIdentity(ctx, { requestId, way, note })
  const news = {
    proved: success('Der Nachweis ist eingetragen. Die Leitung muss ihn freigeben.'),
    'already-confirmed': info('Die Identität ist schon bestätigt.'),
    'already-waiting': info('Ein Nachweis wartet schon auf die Freigabe.'),
    concerned: unfitNews.concerned,
  }
  return outcome === 'not-open'
    ? conflict(ctx, 'request', requestId)
    : goTo(`/admin/vorgaenge/${requestId}`, news[outcome])
})

export const releaseIdentity = staffAction('releaseIdentity', decideIdentitySchema, async ({ ctx, input }) => {
  const { outcome } = await proofs.releaseIdentity(ctx, input)
  const news = {
    ...unfitNews,
    confirmed: success('Der Nachweis ist freigegeben. Das Anliegen gilt als bestätigt.'),
    held: warning(
      'Der Nachweis ist freigegeben. Das Konto steht unter einer Löschsperre und wird gelöscht, wenn sie endet.',
    ),
    erased: success('Der Nachweis ist freigegeben, das Konto ist gelöscht.'),
    'not-open': notOpen,
  }
  const isGone = outcome === 'erased' || outcome === 'not-open'
  return goTo(isGone ? '/admin/vorgaenge' : `/admin/vorgaenge/${input.requestId}`, news[outcome])
})

export const rejectIdentity = staffAction('rejectIdentity', decideIdentitySchema, async ({ ctx, input }) => {
  const { outcome } = await proofs.rejectIdentity(ctx, input)
  const news = outcome === 'rejected' ? success('Der Nachweis gilt nicht.') : notOpen
  return goTo(`/admin/vorgaenge/${input.requestId}`, news)
})

export const closeErasureRequest = staffAction('closeErasureRequest', closeRequestSchema, async ({ ctx, input }) => {
  const { outcome, ground, ...facts } = input
  if (outcome === 'refused' && !ground) {
    return { errors: { ground: 'Eine Ablehnung braucht einen Rechtsgrund: Bitte wählen Sie ihn aus.' } }
  }
  const ending = outcome === 'refused' && ground ? ({ outcome, ground } as const) : ({ outcome: 'withdrawn' } as const)
  const closed = await closeRequest(ctx, { ...facts, ...ending })
  if (closed.outcome === 'not-open') return conflict(ctx, 'request', input.requestId)
  return goTo('/admin/vorgaenge', success(`Der Vorgang ist geschlossen. ${whoTells(input.byLetter)}`))
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
  async ({ ctx, input: { requestId, extensionGround: ground, extensionReason: reason, byLetter } }) => {
    const { outcome } = await extendRequest(ctx, { requestId, ground, reason, byLetter })
    if (outcome === 'not-open') return conflict(ctx, 'request', requestId)
    const news = {
      extended: success(`Die Frist ist verlängert. ${whoTells(byLetter)}`),
      'already-extended': info('Die Frist wurde schon verlängert. Das ist nur einmal möglich.'),
      'too-late': warning('Die Frist ist abgelaufen und kann nicht mehr verlängert werden.'),
    }
    return goTo(`/admin/vorgaenge/${requestId}`, news[outcome])
  },
)

export const answerDataRequest = staffAction('answerDataRequest', answerRequestSchema, async ({ ctx, input }) => {
  const { ground, refusedReason: reason, ...given } = input
  if (Boolean(ground) !== Boolean(reason)) {
    const missing = ground ? 'refusedReason' : 'ground'
    return { errors: { [missing]: 'Wer einen Teil ablehnt, nennt den Rechtsgrund und die Gründe.' } }
  }
  const { outcome } = await answerRequest(ctx, { ...given, refused: ground && { ground, reason } })
  switch (outcome) {
    case 'answered':
      return goTo('/admin/vorgaenge', success(`Der Vorgang ist beantwortet. ${whoTells(given.byLetter)}`))
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
