import { type ListedRun } from '@/lib/lifecycle/list-runs'

/** How a run of the sweep ended, in one line. */
export function runEnd({ finishedAt, brake, confirmedAt, outOfTime, error }: ListedRun): string {
  if (brake) return confirmedAt ? 'Angehalten, bestätigt' : 'Angehalten'
  if (error) return 'Abgebrochen'
  if (!finishedAt) return 'Läuft oder wurde unterbrochen'
  return outOfTime ? 'Zeit abgelaufen, der nächste Lauf macht weiter' : 'Fertig'
}
