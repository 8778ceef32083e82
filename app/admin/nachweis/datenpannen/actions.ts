'use server'

import { redirect } from 'next/navigation'
import { staffAction } from '@/app/_edge/action'
import { type FormState } from '@/app/_edge/form-state'
import { closeBreach, openBreach, recordAuthorityTold } from '@/lib/accountability/breach-case'
import { authorityToldSchema, closeBreachSchema, openBreachSchema } from '@/lib/accountability/breach-schema'
import { addDays, startOfDay } from '@/lib/dates'
import { withNotice } from '../../_frame/notices'

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
    const { outcome } = await openBreach(ctx, { noticedAt, description, affected })
    if (outcome === 'noticed-in-future') return { errors: { noticedAt: 'Der Zeitpunkt liegt in der Zukunft.' } }
    redirect(withNotice(page, 'datenpanne-gespeichert'))
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
    redirect(withNotice(page, outcome === 'recorded' ? 'datenpanne-gespeichert' : 'datenpanne-nicht-offen'))
  },
)

export const closeBreachCase = staffAction(
  'closeBreachCase',
  closeBreachSchema,
  async ({ ctx, input }): Promise<FormState> => {
    const { outcome } = await closeBreach(ctx, input)
    redirect(withNotice(page, outcome === 'closed' ? 'datenpanne-gespeichert' : 'datenpanne-nicht-offen'))
  },
)
