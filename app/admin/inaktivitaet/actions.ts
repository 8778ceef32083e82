'use server'

import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { goTo, info, success, warning } from '@/app/_edge/flash'
import { withDutyLease } from '@/lib/duty-lease'
import { id as idField } from '@/lib/fields'
import { confirmStoppedRun, withdrawConfirmation } from '@/lib/lifecycle/confirm-stopped-run'
import { startSweep as start } from '@/lib/lifecycle/start-sweep'
import { unfitNews } from '../parts/second-person'

const notStopped = info('Hier ist nichts mehr zu bestätigen.')

const ofRun = z.strictObject({ runId: idField() })
const ofNumber = ofRun.extend({ number: z.coerce.number().int().nonnegative() })
const overview = '/admin/inaktivitaet'
const nothing = z.strictObject({})

export const confirmRun = staffAction('confirmRun', ofNumber, async ({ ctx, input }) => {
  const { outcome } = await confirmStoppedRun(ctx, input)
  return goTo(overview, confirmed[outcome])
})

const confirmed = {
  ...unfitNews,
  confirmed: success('Der angehaltene Lauf ist bestätigt. Der nächste Lauf macht einmal weiter.'),
  'same-person': warning('Sie haben diesen Lauf selbst gestartet. Bestätigen muss ihn eine andere Person.'),
  'other-number': warning('Die Zahl hat sich geändert. Bitte sehen Sie sich den angehaltenen Lauf noch einmal an.'),
  'already-confirmed': notStopped,
  'not-stopped': notStopped,
}

export const withdrawRunConfirmation = staffAction('withdrawRunConfirmation', ofRun, async ({ ctx, input }) => {
  const { outcome } = await withdrawConfirmation(ctx, input)
  return goTo(
    overview,
    outcome === 'withdrawn'
      ? success('Die Bestätigung ist zurückgenommen. Der nächste Lauf hält wieder an.')
      : info('Diese Bestätigung gilt nicht mehr: Ein Lauf hat sie benutzt, oder sie ist abgelaufen.'),
  )
})

export const startSweep = staffAction('startSweep', nothing, async ({ ctx }) => {
  const turn = await withDutyLease(ctx, 'lifecycle', () => start(ctx))
  if (turn.outcome === 'running')
    return goTo(overview, info('Es läuft gerade schon eine Prüfung. Bitte sehen Sie in einigen Minuten nach.'))
  return goTo(
    overview,
    turn.result.outcome === 'stopped'
      ? warning('Der Lauf hat angehalten, bevor er etwas geändert hat. Bitte prüfen Sie den Grund.')
      : success('Der Lauf ist fertig. Die Zahlen stehen unten.'),
  )
})
