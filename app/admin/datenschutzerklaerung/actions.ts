'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { goTo, info, success, warning } from '@/app/_edge/flash'
import { type FormState } from '@/app/_edge/form-state'
import { announceAgain } from '@/lib/policies/announce-again'
import { forgetAnnounced } from '@/lib/policies/announced-versions'
import { decideObjection } from '@/lib/policies/decide-objection'
import { discardDraft } from '@/lib/policies/discard-draft'
import { objectToVersion } from '@/lib/policies/object-to-version'
import { publishVersion } from '@/lib/policies/publish-version'
import { newestVersion } from '@/lib/policies/published-versions'
import { forgetNewestNumber } from '@/lib/policies/readable-version'
import { returnDraft } from '@/lib/policies/return-draft'
import { saveDraft } from '@/lib/policies/save-draft'
import {
  announceAgainSchema,
  decisionSchema,
  draftSchema,
  letterSchema,
  ofDraftSchema,
  returnDraftSchema,
  withdrawalLetterSchema,
} from '@/lib/policies/schema'
import { startDraft } from '@/lib/policies/start-draft'
import { submitDraft } from '@/lib/policies/submit-draft'
import { withdrawByLetter } from '@/lib/policies/withdraw-by-letter'
import { formatDay } from '@/lib/text'
import { conflict } from '../parts/conflict'
import { unfitNews } from '../parts/second-person'
import { previewOf } from './entwurf/parts/preview'

const objectionGone = info('Diesen Widerspruch gibt es nicht mehr.')

const HOME = '/admin/datenschutzerklaerung'
const DRAFT = `${HOME}/entwurf` as const
const LETTERS = `${HOME}/widersprueche` as const

export const beginPolicyDraft = staffAction('beginPolicyDraft', z.strictObject({}), async ({ ctx }) => {
  await startDraft(ctx)
  redirect(DRAFT)
})

/** What was written stays in the form whatever happens: nothing is lost. With the intent `preview` nothing is stored. */
export const savePolicyDraft = staffAction(
  'savePolicyDraft',
  draftSchema,
  async ({ ctx, input: { intent, ...input } }) => {
    if (intent === 'preview') return { preview: previewOf(input, await newestVersion(ctx)) }
    const { outcome } = await saveDraft(ctx, input)
    if (outcome === 'saved')
      return goTo(DRAFT, success('Der Entwurf ist gespeichert. Vorschau und Unterschied zeigen den neuen Stand.'))
    return { problem: problems[outcome] }
  },
  { keepsWork: true },
)

const problems = {
  stale:
    'Jemand anderes hat den Entwurf inzwischen geändert. Ihr Text steht noch hier. Kopieren Sie ihn, laden Sie die Seite neu und übertragen Sie Ihre Änderungen.',
  submitted: 'Der Entwurf ist schon eingereicht. Ihr Text steht noch hier, ist aber nicht gespeichert.',
  'no-draft': 'Diesen Entwurf gibt es nicht mehr. Ihr Text steht noch hier, ist aber nicht gespeichert.',
}

export const discardPolicyDraft = staffAction('discardPolicyDraft', ofDraftSchema, async ({ ctx, input }) => {
  const { outcome } = await discardDraft(ctx, input)
  return outcome === 'discarded' ? goTo(HOME, success('Der Entwurf ist verworfen.')) : moved(outcome)
})

export const submitPolicyDraft = staffAction('submitPolicyDraft', ofDraftSchema, async ({ ctx, input }) => {
  const result = await submitDraft(ctx, input)
  if (result.outcome === 'incomplete') return { problem: result.problems.join(' ') }
  return result.outcome === 'submitted'
    ? goTo(DRAFT, success('Der Entwurf ist eingereicht. Jetzt gibt ihn eine zweite Person frei.'))
    : moved(result.outcome)
})

export const returnPolicyDraft = staffAction('returnPolicyDraft', returnDraftSchema, async ({ ctx, input }) => {
  const { outcome } = await returnDraft(ctx, input)
  const isBack = outcome === 'returned' || outcome === 'not-submitted'
  return isBack ? goTo(DRAFT, success('Der Entwurf kann wieder bearbeitet werden.')) : moved(outcome)
})

export const releasePolicyDraft = staffAction('releasePolicyDraft', ofDraftSchema, async ({ ctx, input }) => {
  const result = await publishVersion(ctx, input)
  switch (result.outcome) {
    case 'published':
      forgetAnnounced()
      forgetNewestNumber()
      return goTo(
        HOME,
        success('Die Fassung ist veröffentlicht. Die Mitglieder bekommen in den nächsten Minuten ihre E-Mail.'),
      )
    case 'incomplete':
      return { problem: result.problems.join(' ') }
    case 'same-person':
    case 'not-independent':
    case 'concerned':
    case 'first-person-gone':
      return goTo(DRAFT, unfitNews[result.outcome])
    case 'not-submitted':
      return { problem: 'Der Entwurf ist nicht eingereicht.' }
    default:
      return moved(result.outcome)
  }
})

export const repeatAnnouncement = staffAction('repeatAnnouncement', announceAgainSchema, async ({ ctx, input }) => {
  const { outcome } = await announceAgain(ctx, input)
  return goTo(`${HOME}/${input.versionNumber}?stand=bounced`, repeated[outcome])
})

const repeated = {
  queued: success('Die Bekanntmachung wird noch einmal gesendet. Die Frist beginnt dann von vorn.'),
  'not-undeliverable': info('Diese Bekanntmachung gilt nicht mehr als unzustellbar.'),
  superseded: info('Für dieses Mitglied gilt schon eine neuere Fassung.'),
}

export const enterObjection = staffAction('enterObjection', letterSchema, async ({ ctx, input }) => {
  const result = await objectToVersion(ctx, input)
  switch (result.outcome) {
    case 'received-in-future':
      return { errors: { receivedOn: 'Der Tag des Eingangs darf nicht in der Zukunft liegen.' } }
    case 'received-before-publication':
      return { errors: { receivedOn: 'An diesem Tag war die Fassung noch nicht veröffentlicht.' } }
    case 'too-late':
      return { errors: { receivedOn: `Die Frist dieses Mitglieds ist am ${formatDay(result.lastDay)} abgelaufen.` } }
    case 'not-concerned':
      return { problem: 'Diese Fassung ist für das Mitglied keine neue Fassung, oder das Konto gibt es nicht mehr.' }
    default:
      return goTo(
        LETTERS,
        result.outcome === 'objected'
          ? success('Der Widerspruch ist eingetragen. Das Mitglied bekommt eine Bestätigung.')
          : info('Dieser Widerspruch war schon eingetragen.'),
      )
  }
})

/** A letter by which a member withdraws an objection (DS-11). */
export const enterWithdrawal = staffAction('enterWithdrawal', withdrawalLetterSchema, async ({ ctx, input }) => {
  const { outcome } = await withdrawByLetter(ctx, input)
  switch (outcome) {
    case 'received-in-future':
      return { errors: { receivedOn: 'Der Tag des Eingangs darf nicht in der Zukunft liegen.' } }
    case 'received-before-objection':
      return { errors: { receivedOn: 'An diesem Tag war der Widerspruch noch nicht eingegangen.' } }
    case 'withdrawn':
      return goTo(
        `${LETTERS}/${input.objectionId}`,
        success('Die Rücknahme ist eingetragen. Das Mitglied bekommt eine Bestätigung.'),
      )
    default:
      return goTo(
        LETTERS,
        outcome === 'superseded'
          ? info('Für das Mitglied gilt schon eine neuere Fassung. An seinem Widerspruch hat sich nichts geändert.')
          : objectionGone,
      )
  }
})

export const decideOnObjection = staffAction('decideOnObjection', decisionSchema, async ({ ctx, input }) => {
  const { outcome } = await decideObjection(ctx, input)
  if (outcome !== 'decided') return conflict(ctx, 'objection', input.objectionId)
  return goTo(LETTERS, success('Die Entscheidung ist festgehalten.'))
})

/** The draft is not the one that was on the page. */
function moved(outcome: 'stale' | 'no-draft'): FormState {
  return outcome === 'stale'
    ? goTo(DRAFT, warning('Der Entwurf wurde inzwischen geändert. Hier sehen Sie den neuen Stand.'))
    : goTo(HOME, info('Diesen Entwurf gibt es nicht mehr.'))
}
