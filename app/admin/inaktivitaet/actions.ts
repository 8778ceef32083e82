'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { withDutyLease } from '@/lib/duty-lease'
import { id as idField } from '@/lib/fields'
import { confirmStoppedRun, withdrawConfirmation } from '@/lib/lifecycle/confirm-stopped-run'
import { startSweep as start } from '@/lib/lifecycle/start-sweep'
import { withNotice } from '../_frame/notices'

const ofRun = z.strictObject({ runId: idField() })
const ofNumber = ofRun.extend({ number: z.coerce.number().int().nonnegative() })
const overview = '/admin/inaktivitaet'
const nothing = z.strictObject({})

export const confirmRun = staffAction('confirmRun', ofNumber, async ({ ctx, input }) => {
  const { outcome } = await confirmStoppedRun(ctx, input)
  redirect(withNotice(overview, confirmed[outcome]))
})

const confirmed = {
  confirmed: 'lauf-bestaetigt',
  'same-person': 'lauf-selbst-gestartet',
  'other-number': 'lauf-andere-zahl',
  'already-confirmed': 'lauf-nicht-angehalten',
  'not-stopped': 'lauf-nicht-angehalten',
} as const

export const withdrawRunConfirmation = staffAction('withdrawRunConfirmation', ofRun, async ({ ctx, input }) => {
  const { outcome } = await withdrawConfirmation(ctx, input)
  redirect(withNotice(overview, outcome === 'withdrawn' ? 'lauf-zurueckgenommen' : 'lauf-schon-benutzt'))
})

export const startSweep = staffAction('startSweep', nothing, async ({ ctx }) => {
  const turn = await withDutyLease(ctx, 'lifecycle', () => start(ctx))
  if (turn.outcome === 'running') redirect(withNotice(overview, 'lauf-laeuft'))
  redirect(withNotice(overview, turn.result.outcome === 'stopped' ? 'lauf-angehalten' : 'lauf-fertig'))
})
