import { type ListedRun } from '@/lib/lifecycle/list-runs'

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
