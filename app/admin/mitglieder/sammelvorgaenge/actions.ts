'use server'

import { redirect } from 'next/navigation'
import { staffAction } from '@/app/_edge/action'
import { type FormState } from '@/app/_edge/form-state'
import { carryOutBulkActs } from '@/lib/bulk-acts/carry-out-bulk-acts'
import { rejectBulkAct, releaseBulkAct, stopBulkAct, submitBulkAct } from '@/lib/bulk-acts/decide-bulk-act'
import { prepareBulkAct } from '@/lib/bulk-acts/prepare-bulk-act'
import { ofBulkAct, prepareBulkActSchema } from '@/lib/bulk-acts/schema'
import { type Notice, withNotice } from '../../_frame/notices'
import { readFilters } from '../filters'

/** A person waits for the answer: what is left then is done by the duty. Milliseconds. */
const BUDGET_MS = 5_000

const addressOf = (actId: string) => `/admin/mitglieder/sammelvorgaenge/${actId}` as const

export const prepareBulk = staffAction(
  'prepareBulk',
  prepareBulkActSchema,
  async ({ ctx, input }): Promise<FormState> => {
    const { kind, reason, by, list, ...query } = input
    if (by === 'list' && !list.trim()) return { errors: { list: 'Bitte geben Sie die Mitglieder an.' } }
    const choice = by === 'list' ? { list } : { search: readFilters(query) }
    const result = await prepareBulkAct(ctx, { kind, reason, choice })
    switch (result.outcome) {
      case 'nobody':
        return { problem: 'Das betrifft niemanden. Bitte ändern Sie die Auswahl.' }
      case 'too-many':
        return { problem: 'Das sind mehr als 10.000 Mitglieder. Bitte grenzen Sie die Auswahl ein.' }
      case 'prepared':
        redirect(withNotice(addressOf(result.actId), 'sammelvorgang-vorbereitet'))
    }
  },
)

export const submitBulk = staffAction('submitBulk', ofBulkAct, async ({ ctx, input }) => {
  const { outcome } = await submitBulkAct(ctx, input)
  const news = {
    submitted: 'sammelvorgang-eingereicht',
    'not-open': 'sammelvorgang-nicht-offen',
    'not-yours': 'sammelvorgang-nicht-ihrer',
  } as const satisfies Record<typeof outcome, Notice>
  redirect(withNotice(addressOf(input.actId), news[outcome]))
})

export const releaseBulk = staffAction('releaseBulk', ofBulkAct, async ({ ctx, input }) => {
  const { outcome } = await releaseBulkAct(ctx, input)
  if (outcome === 'released') await carryOutBulkActs(ctx, { budgetMs: BUDGET_MS })
  const news = {
    released: 'sammelvorgang-freigegeben',
    'same-person': 'zweite-person',
    'not-open': 'sammelvorgang-nicht-offen',
    'first-person-gone': 'sammelvorgang-erste-person',
  } as const satisfies Record<typeof outcome, Notice>
  redirect(withNotice(addressOf(input.actId), news[outcome]))
})

export const rejectBulk = staffAction('rejectBulk', ofBulkAct, async ({ ctx, input }) => {
  const { outcome } = await rejectBulkAct(ctx, input)
  const news = outcome === 'rejected' ? 'sammelvorgang-abgelehnt' : 'sammelvorgang-nicht-offen'
  redirect(withNotice(addressOf(input.actId), news))
})

export const stopBulk = staffAction('stopBulk', ofBulkAct, async ({ ctx, input }) => {
  const { outcome } = await stopBulkAct(ctx, input)
  const news = outcome === 'stopped' ? 'sammelvorgang-angehalten' : 'sammelvorgang-nicht-offen'
  redirect(withNotice(addressOf(input.actId), news))
})
