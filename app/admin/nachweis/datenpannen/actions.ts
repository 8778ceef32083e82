'use server'

import { staffAction } from '@/app/_edge/action'
import { goTo, success } from '@/app/_edge/flash'
import { type FormState } from '@/app/_edge/form-state'
import { closeBreach, openBreach, recordAuthorityTold } from '@/lib/accountability/breach-case'
import { authorityToldSchema, closeBreachSchema, openBreachSchema } from '@/lib/accountability/breach-schema'
import { addDays, startOfDay } from '@/lib/dates'
import { conflict } from '../../parts/conflict'

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

export const tellAuthority = staffAction(
  'tellAuthority',
  authorityToldSchema,
  async ({ ctx, input }): Promise<FormState> => {
    const { outcome } = await recordAuthorityTold(ctx, input)
    if (outcome === 'in-future') return { errors: { toldAt: 'Der Zeitpunkt liegt in der Zukunft.' } }
    if (outcome === 'reason-needed') {
      return { errors: { delayReason: 'Die 72 Stunden waren verstrichen: Bitte begründen Sie die Verspätung.' } }
    }
    return outcome === 'recorded'
      ? goTo(`${page}/${input.breachId}`, saved)
      : conflict(ctx, 'breach-report', input.breachId)
  },
)

export const closeBreachCase = staffAction(
  'closeBreachCase',
  closeBreachSchema,
  async ({ ctx, input }): Promise<FormState> => {
    const { outcome } = await closeBreach(ctx, input)
    return outcome === 'closed'
      ? goTo(`${page}/${input.breachId}`, saved)
      : conflict(ctx, 'breach-report', input.breachId)
  },
)
