import { recordEvent } from '../audit/record-event'
import { type Brake } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { alertStaff } from '../mail/alert-staff'
import { brakeReason } from './brake-words'
import { type BrakeReadings } from './brakes'

/** While one stop waits for staff, further stops for the same reason send no new mail within this time. Hours. */
const ALERT_PAUSE = 20

/** Writes down why a run stopped and tells all administrators and the data protection officer by mail. */
export async function stopRun(
  ctx: PortalContext,
  { runId, brake, readings }: { runId: string; brake: Brake; readings: BrakeReadings },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const told = await tx.db.sweepRun.count({
      where: { brake, confirmedAt: null, startedAt: { gt: new Date(tx.now().getTime() - ALERT_PAUSE * 3_600_000) } },
    })
    await tx.db.sweepRun.update({
      where: { id: runId },
      data: { brake, brakeDetails: readings, finishedAt: tx.now() },
      select: { id: true },
    })
    await recordEvent(tx, 'lifecycle.sweep-stopped', { subjectId: runId, details: { brake } })
    if (told > 0) return
    await alertStaff(tx, {
      headline: 'Die Inaktivitätsprüfung hat angehalten',
      lines: [
        brakeReason(brake, readings),
        'Es wurde nichts gelöscht und niemand angeschrieben.',
        'Bitte prüfen Sie die Vorschau. Erst wenn jemand den Lauf bestätigt, geht es weiter.',
      ],
      path: '/admin/inaktivitaet',
    })
  })
}
