import { type ListedRun } from '@/lib/lifecycle/list-runs'
import { formatNumber } from '@/lib/text'

const triggers: Record<string, string> = {
  cron: 'Zeitplan (Cron)',
  scheduler: 'Zeitplan (Server)',
  staff: 'Verwaltung',
  operator: 'Kommandozeile',
}

export function triggerLabel(trigger: string): string {
  return Object.hasOwn(triggers, trigger) ? (triggers[trigger] ?? trigger) : trigger
}

/** How a run of the sweep ended, in one line. */
export function runEnd({ finishedAt, brake, confirmedAt, outOfTime, error }: ListedRun): string {
  if (brake) return confirmedAt ? 'Angehalten, bestätigt' : 'Angehalten'
  if (error) return 'Abgebrochen'
  if (!finishedAt) return 'Läuft oder wurde unterbrochen'
  return outOfTime ? 'Zeit abgelaufen, der nächste Lauf macht weiter' : 'Fertig'
}

type Readings = { due: number; allowed: number }

/** Why a brake stopped a run, with the numbers it saw. */
export function brakeReason(brake: string, details: unknown): string {
  const { erasures, notices, clockDifferenceSeconds } = (details ?? {}) as {
    erasures?: Readings
    notices?: Readings
    clockDifferenceSeconds?: number
  }
  switch (brake) {
    case 'too-many-erasures':
      return `Zur Löschung stehen ${count(erasures?.due)} Konten an. Ohne Bestätigung sind höchstens ${count(erasures?.allowed)} erlaubt.`
    case 'too-many-notices':
      return `Zur Aufforderung stehen ${count(notices?.due)} Konten an. Ohne Bestätigung sind höchstens ${count(notices?.allowed)} erlaubt.`
    case 'clock-differs':
      return `Die Uhr des Portals weicht um ${count(Math.abs(clockDifferenceSeconds ?? 0))} Sekunden von der Uhr der Datenbank ab.`
    default:
      return 'Eine Bremse hat den Lauf angehalten.'
  }
}

function count(value: number | undefined): string {
  return value === undefined ? 'unbekannt viele' : formatNumber(value)
}
