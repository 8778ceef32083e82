import { type Brake } from '../codes'
import { refusalWords } from '../mail/refused-of-late'
import { counted, formatNumber } from '../text'
import { type BrakeReadings, numberBehind, type SweepAct } from './brakes'

/** Why a brake stopped a run, with the number that it saw; for pages and mails. */
export function brakeReason(brake: Brake, readings: BrakeReadings): string {
  const number = formatNumber(numberBehind(brake, readings))
  if (brake === 'clock-differs') return `Die Uhr des Portals weicht um ${number} Sekunden von der Uhr der Datenbank ab.`
  if (brake === 'mail-refused') return refusalWords(readings.refusals.due).lines.join(' ')
  const act = brake.slice('too-many-'.length) as SweepAct
  return `${what[act]} ${number} Konten an. Ohne Bestätigung sind höchstens ${formatNumber(readings[act].allowed)} erlaubt.`
}

/** What the next run does, in numbers: „schreibt 750 Mitgliedern und löscht …“. */
export function runDoes({ notices, erasures, unconfirmed }: Record<SweepAct, number>): string {
  const parts = [
    ...(notices > 0 ? [`schreibt ${counted(notices, '1 Mitglied', 'Mitgliedern')}`] : []),
    ...(erasures > 0 ? [`löscht ${counted(erasures, '1 Konto', 'Konten')} wegen Inaktivität`] : []),
    ...(unconfirmed > 0
      ? [`löscht ${counted(unconfirmed, '1 unbestätigte Registrierung', 'unbestätigte Registrierungen')}`]
      : []),
  ]
  return parts.length > 0 ? new Intl.ListFormat('de').format(parts) : 'ändert nichts'
}

const what: Record<SweepAct, string> = {
  erasures: 'Zur Löschung stehen',
  notices: 'Zur Aufforderung stehen',
  unconfirmed: 'Zur Löschung, weil niemand die Registrierung bestätigt hat, stehen',
}
