'use server'

import { staffAction } from '@/app/_edge/action'
import { goTo, info, success, warning } from '@/app/_edge/flash'
import { type FormState } from '@/app/_edge/form-state'
import { assessBreach as assess } from '@/lib/accountability/breach-assessment'
import {
  closeBreach,
  openBreach,
  openBreachOfCheck as openOfCheck,
  remarkOnBreach as remark,
  reopenBreach,
  type Unfinished,
} from '@/lib/accountability/breach-case'
import { recordFinding } from '@/lib/accountability/breach-findings'
import * as letters from '@/lib/accountability/breach-letter'
import { recordAuthorityTold } from '@/lib/accountability/breach-report'
import {
  assessBreachSchema,
  authorityToldSchema,
  breachLetterSchema,
  breachOfCheckSchema,
  breachRemarkSchema,
  closeBreachSchema,
  decideLetterSchema,
  findingSchema,
  openBreachSchema,
  reopenBreachSchema,
} from '@/lib/accountability/breach-schema'
import { addDays, startOfDay } from '@/lib/dates'
import { counted } from '@/lib/text'
import { conflict } from '../../parts/conflict'
import { unfitNews } from '../../parts/second-person'

const saved = success('Der Fall ist gespeichert.')

const page = '/admin/nachweis/datenpannen'

export const openBreachCase = staffAction(
  'openBreachCase',
  openBreachSchema,
  async ({ ctx, input }): Promise<FormState> => {
    const { noticedAt, description, kind, from, until } = input
    if (kind !== 'all' && (!from || !until || until < from)) {
      return { errors: { from: 'Bitte geben Sie den Zeitraum an, den es betrifft.' } }
    }
    const affected =
      kind === 'all' || !from || !until
        ? ({ kind: 'all' } as const)
        : { kind, from: startOfDay(from), until: startOfDay(addDays(until, 1)) }
    const result = await openBreach(ctx, { noticedAt, description, affected })
    if (result.outcome === 'noticed-in-future') return { errors: { noticedAt: 'Der Zeitpunkt liegt in der Zukunft.' } }
    return goTo(`${page}/${result.breachId}`, saved)
  },
)

export const openBreachOfCheck = staffAction('openBreachOfCheck', breachOfCheckSchema, async ({ ctx, input }) => {
  const result = await openOfCheck(ctx, input)
  if (result.outcome === 'not-broken') return goTo('/admin/nachweis', info('Diese Prüfung zeigt keinen Verstoß mehr.'))
  const news = result.outcome === 'opened' ? saved : info('Zu dieser Prüfung ist schon ein Fall offen.')
  return goTo(`${page}/${result.breachId}`, news)
})

export const recordBreachFinding = staffAction(
  'recordBreachFinding',
  findingSchema,
  async ({ ctx, input }): Promise<FormState> => {
    const { outcome } = await recordFinding(ctx, input)
    return outcome === 'recorded'
      ? goTo(`${page}/${input.breachId}`, success('Der neue Stand ist festgehalten. Der bisherige bleibt stehen.'))
      : conflict(ctx, 'breach-report', input.breachId)
  },
)

export const assessBreach = staffAction(
  'assessBreach',
  assessBreachSchema,
  async ({ ctx, input }): Promise<FormState> => {
    const { outcome } = await assess(ctx, input)
    if (outcome === 'people-must-be-told') {
      const telling = 'Bei einem hohen Risiko werden die Betroffenen benachrichtigt, oder es gilt eine der Ausnahmen.'
      return { errors: { telling } }
    }
    return outcome === 'assessed'
      ? goTo(`${page}/${input.breachId}`, success('Die Bewertung ist gespeichert.'))
      : conflict(ctx, 'breach-report', input.breachId)
  },
)

export const tellAuthority = staffAction(
  'tellAuthority',
  authorityToldSchema,
  async ({ ctx, input }): Promise<FormState> => {
    const { outcome } = await recordAuthorityTold(ctx, input)
    const errors = {
      'in-future': { toldAt: 'Der Zeitpunkt liegt in der Zukunft.' },
      'reason-needed': { delayReason: 'Die 72 Stunden waren verstrichen: Bitte begründen Sie die Verspätung.' },
      'nothing-to-add-to': { phase: 'Es gibt noch keine Meldung, die ergänzt werden könnte.' },
      'not-in-order': { phase: 'Die erste Meldung ist schon eingetragen, oder es gibt eine spätere.' },
    }
    if (outcome in errors) return { errors: errors[outcome as keyof typeof errors] }
    return outcome === 'recorded'
      ? goTo(`${page}/${input.breachId}`, saved)
      : conflict(ctx, 'breach-report', input.breachId)
  },
)

export const prepareBreachLetter = staffAction(
  'prepareBreachLetter',
  breachLetterSchema,
  async ({ ctx, input }): Promise<FormState> => {
    const { outcome } = await letters.prepareBreachLetter(ctx, input)
    if (outcome === 'not-decided') {
      return { problem: 'Die Leitung muss erst entscheiden, dass jede betroffene Person benachrichtigt wird.' }
    }
    return outcome === 'prepared'
      ? goTo(`${page}/${input.breachId}`, success('Das Schreiben ist vorbereitet. Die Leitung muss es freigeben.'))
      : conflict(ctx, 'breach-report', input.breachId)
  },
)

export const releaseBreachLetter = staffAction('releaseBreachLetter', decideLetterSchema, async ({ ctx, input }) => {
  const result = await letters.releaseBreachLetter(ctx, input)
  const at = `${page}/${input.breachId}`
  if (result.outcome === 'released') {
    return goTo(at, success(`${counted(result.members, 'Eine E-Mail ist', 'E-Mails sind')} eingereiht.`))
  }
  return goTo(at, result.outcome === 'not-open' ? letterDecided : unfitNews[result.outcome])
})

export const rejectBreachLetter = staffAction('rejectBreachLetter', decideLetterSchema, async ({ ctx, input }) => {
  const { outcome } = await letters.rejectBreachLetter(ctx, input)
  const news = outcome === 'rejected' ? success('Das Schreiben geht nicht hinaus.') : letterDecided
  return goTo(`${page}/${input.breachId}`, news)
})

const letterDecided = info('Über dieses Schreiben ist schon entschieden.')

export const remarkOnBreach = staffAction('remarkOnBreach', breachRemarkSchema, async ({ ctx, input }) => {
  const { outcome } = await remark(ctx, input)
  if (outcome === 'unknown') return goTo(page, warning('Diesen Fall gibt es nicht.'))
  return goTo(`${page}/${input.breachId}`, success('Der Vermerk ist gespeichert.'))
})

const unfinished: Record<Unfinished, string> = {
  'not-assessed': 'Vor dem Abschluss muss die Leitung das Risiko bewerten.',
  'not-reported': 'Vor dem Abschluss muss die Meldung an die Aufsichtsbehörde eingetragen sein (Art. 33 DSGVO).',
  'no-final-report':
    'Vor dem Abschluss muss die vollständige oder abschließende Meldung an die Aufsichtsbehörde eingetragen sein.',
  'people-not-told':
    'Vor dem Abschluss müssen die Betroffenen benachrichtigt sein; wen die E-Mail nicht erreicht hat, auf anderem Weg (Art. 34 DSGVO).',
}

export const closeBreachCase = staffAction(
  'closeBreachCase',
  closeBreachSchema,
  async ({ ctx, input }): Promise<FormState> => {
    const { outcome } = await closeBreach(ctx, input)
    if (outcome in unfinished) return { problem: unfinished[outcome as Unfinished] }
    return outcome === 'closed'
      ? goTo(`${page}/${input.breachId}`, saved)
      : conflict(ctx, 'breach-report', input.breachId)
  },
)

export const reopenBreachCase = staffAction('reopenBreachCase', reopenBreachSchema, async ({ ctx, input }) => {
  const { outcome } = await reopenBreach(ctx, input)
  const news = outcome === 'reopened' ? success('Der Fall ist wieder offen.') : info('Der Fall ist schon offen.')
  return goTo(`${page}/${input.breachId}`, news)
})
