'use server'

import { staffAction } from '@/app/_edge/action'
import { goTo, info, success, warning } from '@/app/_edge/flash'
import { type FormState } from '@/app/_edge/form-state'
import { carryOutBulkActs } from '@/lib/bulk-acts/carry-out-bulk-acts'
import { rejectBulkAct, releaseBulkAct, stopBulkAct, submitBulkAct } from '@/lib/bulk-acts/decide-bulk-act'
import { prepareBulkAct } from '@/lib/bulk-acts/prepare-bulk-act'
import { ofBulkAct, prepareBulkActSchema } from '@/lib/bulk-acts/schema'
import { readList } from '@/lib/list'
import { unfitNews } from '../../parts/second-person'
import { choiceOf, memberList } from '../parts/list'

const notOpen = info('Über diesen Sammelvorgang ist schon entschieden, oder seine Zeit ist abgelaufen.')

/** A person waits for the answer: what is left then is done by the duty. Milliseconds. */
const BUDGET_MS = 5_000

const addressOf = (actId: string) => `/admin/mitglieder/sammelvorgaenge/${actId}` as const

export const prepareBulk = staffAction(
  'prepareBulk',
  prepareBulkActSchema,
  async ({ ctx, input }): Promise<FormState> => {
    const { kind, reason, by, list, search } = input
    if (by === 'list' && !list.trim()) return { errors: { list: 'Bitte geben Sie die Mitglieder an.' } }
    const asked = readList(memberList, Object.fromEntries(new URLSearchParams(search)))
    const choice = by === 'list' ? { list } : { search: choiceOf(asked) }
    const result = await prepareBulkAct(ctx, { kind, reason, choice })
    switch (result.outcome) {
      case 'nobody':
        return { problem: 'Das betrifft niemanden. Bitte ändern Sie die Auswahl.' }
      case 'too-many':
        return { problem: 'Das sind mehr als 10.000 Mitglieder. Bitte grenzen Sie die Auswahl ein.' }
      case 'prepared':
        return goTo(addressOf(result.actId), info('Noch ist nichts geschehen. Bitte prüfen Sie die Vorschau.'))
    }
  },
)

export const submitBulk = staffAction('submitBulk', ofBulkAct, async ({ ctx, input }) => {
  const { outcome } = await submitBulkAct(ctx, input)
  const news = {
    submitted: success('Der Sammelvorgang wartet jetzt auf die Freigabe durch eine zweite Person.'),
    'not-open': notOpen,
    'not-yours': warning('Zur Freigabe geben kann ihn nur, wer ihn vorbereitet hat.'),
  }
  return goTo(addressOf(input.actId), news[outcome])
})

export const releaseBulk = staffAction('releaseBulk', ofBulkAct, async ({ ctx, input }) => {
  const { outcome } = await releaseBulkAct(ctx, input)
  if (outcome === 'released') await carryOutBulkActs(ctx, { budgetMs: BUDGET_MS })
  const news = {
    released: success('Der Sammelvorgang ist freigegeben. Die Zahlen stehen unten.'),
    'not-open': notOpen,
    ...unfitNews,
  }
  return goTo(addressOf(input.actId), news[outcome])
})

export const rejectBulk = staffAction('rejectBulk', ofBulkAct, async ({ ctx, input }) => {
  const { outcome } = await rejectBulkAct(ctx, input)
  const news = {
    ...unfitNews,
    rejected: success('Der Sammelvorgang ist verworfen. Es hat sich nichts geändert.'),
    'not-open': notOpen,
  }
  return goTo(addressOf(input.actId), news[outcome])
})

export const stopBulk = staffAction('stopBulk', ofBulkAct, async ({ ctx, input }) => {
  const { outcome } = await stopBulkAct(ctx, input)
  const news =
    outcome === 'stopped'
      ? success('Der Sammelvorgang ist angehalten. Die übrigen Mitglieder bleiben, wie sie sind.')
      : notOpen
  return goTo(addressOf(input.actId), news)
})
