'use server'

import { staffAction } from '@/app/_edge/action'
import { goTo, info, success, warning } from '@/app/_edge/flash'
import { openOutsideRequest as open } from '@/lib/access-requests/open-outside-request'
import {
  answerOutsideSchema,
  closeOutsideSchema,
  extendOutsideSchema,
  ofOutsideSchema,
  openOutsideSchema,
} from '@/lib/access-requests/outside-schema'
import * as settle from '@/lib/access-requests/settle-outside-request'
import { conflict } from '../../parts/conflict'
import { unfitNews } from '../../parts/second-person'

const list = '/admin/vorgaenge/ohne-konto'
const sent = (byLetter: boolean) =>
  byLetter ? 'Bitte schicken Sie den Brief jetzt ab.' : 'Wer eine E-Mail-Adresse angegeben hat, bekommt eine E-Mail.'

export const openOutsideRequest = staffAction('openOutsideRequest', openOutsideSchema, async ({ ctx, input }) => {
  const result = await open(ctx, input)
  switch (result.outcome) {
    case 'opened':
      return goTo(`${list}/${result.outsideId}`, success('Das Anliegen ist eingetragen.'))
    case 'has-account':
      return goTo(
        `/admin/vorgaenge/neu?art=anliegen&mitglied=${result.accountId}`,
        info('Zu dieser Adresse gibt es ein Konto. Tragen Sie das Anliegen hier ein.'),
      )
    case 'received-in-future':
      return { errors: { receivedOn: 'Der Tag des Eingangs darf nicht in der Zukunft liegen.' } }
    case 'no-way-to-answer':
      return { errors: { email: 'Bitte geben Sie eine E-Mail-Adresse oder eine Anschrift für die Antwort an.' } }
  }
})

export const answerOutsideRequest = staffAction('answerOutsideRequest', answerOutsideSchema, async ({ ctx, input }) => {
  const { outsideId, way, identityNote, ground, refusedReason: reason, answer, byLetter } = input
  if (Boolean(way) !== Boolean(identityNote)) {
    return { errors: { identityNote: 'Bitte geben Sie an, wie und woran Sie die Identität geprüft haben.' } }
  }
  if (Boolean(ground) !== Boolean(reason)) {
    return { errors: { refusedReason: 'Wer einen Teil ablehnt, nennt den Rechtsgrund und die Gründe.' } }
  }
  const { outcome } = await settle.answerOutsideRequest(ctx, {
    outsideId,
    answer,
    byLetter,
    identity: way && identityNote ? { way, note: identityNote } : undefined,
    refused: ground && reason ? { ground, reason } : undefined,
  })
  switch (outcome) {
    case 'answered':
      return goTo(list, success(`Das Anliegen ist beantwortet. ${sent(byLetter)}`))
    case 'prepared':
      return goTo(`${list}/${outsideId}`, success('Die Antwort ist vorbereitet. Die Leitung muss sie freigeben.'))
    case 'identity-needed':
      return { errors: { way: 'Vor dieser Antwort muss geprüft sein, wer die Person ist (Art. 12 Abs. 6 DSGVO).' } }
    default:
      return conflict(ctx, 'outside-request', outsideId)
  }
})

export const releaseOutsideAnswer = staffAction('releaseOutsideAnswer', ofOutsideSchema, async ({ ctx, input }) => {
  const { outcome } = await settle.releaseOutsideAnswer(ctx, input)
  const news = {
    ...unfitNews,
    answered: success('Die Antwort ist freigegeben. Schicken Sie sie ab, wenn sie per Brief geht.'),
    'not-open': info('Diese Antwort wartet nicht mehr.'),
  }
  return goTo(`${list}/${input.outsideId}`, news[outcome])
})

export const returnOutsideAnswer = staffAction('returnOutsideAnswer', ofOutsideSchema, async ({ ctx, input }) => {
  const { outcome } = await settle.returnOutsideAnswer(ctx, input)
  const news =
    outcome === 'returned' ? success('Die Antwort geht nicht hinaus.') : info('Diese Antwort wartet nicht mehr.')
  return goTo(`${list}/${input.outsideId}`, news)
})

export const extendOutsideRequest = staffAction('extendOutsideRequest', extendOutsideSchema, async ({ ctx, input }) => {
  const { outcome } = await settle.extendOutsideRequest(ctx, input)
  if (outcome === 'not-open') return conflict(ctx, 'outside-request', input.outsideId)
  const news = {
    extended: success(`Die Frist ist verlängert. ${sent(input.byLetter)}`),
    'already-extended': info('Die Frist wurde schon einmal verlängert. Mehr erlaubt das Gesetz nicht.'),
    'too-late': warning('Der erste Monat ist vorbei. Die Frist kann nicht mehr verlängert werden.'),
  }
  return goTo(`${list}/${input.outsideId}`, news[outcome])
})

export const closeOutsideRequest = staffAction('closeOutsideRequest', closeOutsideSchema, async ({ ctx, input }) => {
  const { outcome, ground, ...facts } = input
  if (outcome === 'refused' && !ground) {
    return { errors: { ground: 'Eine Ablehnung braucht einen Rechtsgrund: Bitte wählen Sie ihn aus.' } }
  }
  const ending = outcome === 'refused' && ground ? ({ outcome, ground } as const) : ({ outcome: 'withdrawn' } as const)
  const closed = await settle.closeOutsideRequest(ctx, { ...facts, ...ending })
  if (closed.outcome === 'not-open') return conflict(ctx, 'outside-request', input.outsideId)
  return goTo(list, success(`Das Anliegen ist geschlossen. ${sent(input.byLetter)}`))
})
