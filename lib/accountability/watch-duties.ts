import { dutyLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { dutyStates } from '../duty-states'
import { takeTurnOfDay } from '../duty-steps'
import { alertStaff } from '../mail/alert-staff'
import { formatInstant, formatNumber } from '../text'
import { checkAges } from './check-state'

/**
 * Step of every duty: tells staff, once a day, which duties have not ended well and which checks have no fresh result for more than
 * LATE_AFTER hours. Where all of them stand still nobody tells: /api/health/duties says so to whoever asks from outside.
 */
export async function watchDuties(ctx: PortalContext): Promise<{ lateDuties?: number; staleChecks?: number }> {
  const [states, { stale }] = await Promise.all([dutyStates(ctx), checkAges(ctx)])
  const late = states.filter(({ isLate }) => isLate)
  if (late.length === 0 && stale === 0) return {}
  await inTransaction(ctx, async (tx) => {
    if (!(await takeTurnOfDay(tx, 'late'))) return
    await alertStaff(tx, {
      headline: 'Aufgaben oder Prüfungen des Portals laufen nicht',
      lines: [
        ...late.map(
          ({ duty, endedWellAt }) =>
            `${dutyLabels[duty]}: zuletzt gelungen ${endedWellAt ? `am ${formatInstant(endedWellAt)}` : 'noch nie'}.`,
        ),
        ...(stale > 0
          ? [`Prüfungen der Zusagen ohne Ergebnis aus den letzten 26 Stunden: ${formatNumber(stale)}.`]
          : []),
        'Solange sie nicht laufen, gelten die Zusagen als nicht geprüft.',
      ],
      path: '/admin/nachweis',
    })
  })
  return { lateDuties: late.length, staleChecks: stale }
}
