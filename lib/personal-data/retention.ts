import { CONFIRMATION_PERIOD } from '../accounts/register-member'
import { KNOWN_NETWORK_PERIOD, SECOND_PERSON_PERIOD, sessionLimits } from '../auth/limits'
import { EXPLAINED_PERIOD } from '../auth/tidy'
import { addDays, berlinDay, type CalendarDay, lastDayOf } from '../dates'
import { FILED_DAYS, INBOUND_PERIOD, REPLY_DRAFT_PERIOD } from '../mail/tidy-inbound'
import { MAIL_RECORD_PERIOD } from '../mail/tidy-mail'
import { OUTBOX_PERIOD } from '../mail/tidy-outbox'
import { CASE_PERIOD, REPORTER_PERIOD } from '../moderation/periods'
import { formatPeriod, formatSeconds } from '../text'

/** A request of a person without an account is kept this long after its end: as long as its handling can be questioned (§ 31 OWiG). */
export const OUTSIDE_PERIOD = 'P3Y'

/** Periods of the policy version that counts; ISO 8601 durations. */
export type Periods = { inactivityPeriod: string; responsePeriod: string; accessLogPeriod: string }

/**
 * Retention schedule (DIN 66398): when the period starts, how long it is and what deletes. Every period is read from the place
 * that the software obeys: the policy version, or the constant of the room that deletes. Tables name one of these keys in their
 * declaration (`retention=…`), other stores in stores.ts.
 */
export type RetentionRule = {
  title: string
  start: string
  period(periods: Periods): string
  /** What carries it out. */
  by: string
  /** First day (Berlin) on which a row is gone; undefined while its period has not begun or follows the account. */
  goneOn?(row: Record<string, unknown>): CalendarDay | undefined
}

export const retentionRules = {
  account: {
    title: 'Mit dem Konto',
    start: 'letzter Login',
    period: ({ inactivityPeriod, responsePeriod }) =>
      `${formatPeriod(inactivityPeriod)} ohne Anmeldung, danach ${formatPeriod(responsePeriod)} nach zugestellter Aufforderung; sofort, wenn Sie das Konto löschen. Unbestätigte Registrierungen: ${formatSeconds(CONFIRMATION_PERIOD)}.`,
    by: 'Inaktivitätsprüfung (täglich) oder Löschung des Kontos',
  },
  session: {
    title: 'Bis zum Ende der Sitzung',
    start: 'Anmeldung',
    period: () =>
      `höchstens ${formatSeconds(sessionLimits.member.absolute)}, Verwaltung ${formatSeconds(sessionLimits.staff.absolute)}; früher bei Abmeldung oder längerer Pause`,
    by: 'Abmeldung oder Aufräumen (täglich)',
    goneOn: ({ expires_at }) => dayAfter(expires_at),
  },
  tab: {
    title: 'Bis der Tab geschlossen wird',
    start: 'Eingabe',
    period: () => 'bis zum Absenden oder bis Sie den Tab schließen',
    by: 'Ihr Browser',
  },
  token: {
    title: 'Bis der Link verbraucht oder abgelaufen ist',
    start: 'Ablauf des Links',
    period: () =>
      `${formatSeconds(EXPLAINED_PERIOD)}, damit die Seite hinter dem Link sagen kann, was daraus geworden ist`,
    by: 'Aufräumen (täglich)',
    goneOn: ({ expires_at }) => dayAfter(expires_at, EXPLAINED_PERIOD / 86_400 + 1),
  },
  asked: {
    title: 'Bis zur Antwort auf eine Anfrage',
    start: 'Anfrage',
    period: () => 'in der Regel wenige Sekunden, bis die E-Mail dazu eingereiht ist',
    by: 'Versand (alle fünf Minuten)',
  },
  registration: {
    title: 'Bis zur Bestätigung der Registrierung',
    start: 'Registrierung',
    period: () =>
      `${formatSeconds(CONFIRMATION_PERIOD)}; sofort, wenn die Adresse bestätigt oder die Registrierung zurückgewiesen wird`,
    by: 'Bestätigung oder Aufräumen (täglich)',
    goneOn: ({ requested_at }) => dayAfter(requested_at, CONFIRMATION_PERIOD / 86_400 + 1),
  },
  throttle: {
    title: 'Bis der Zähler abläuft',
    start: 'letzter Versuch',
    period: () => `höchstens ${formatSeconds(KNOWN_NETWORK_PERIOD)}`,
    by: 'Aufräumen (täglich)',
  },
  mail: {
    title: 'Nach dem Versand',
    start: 'E-Mail angenommen, gescheitert oder unzustellbar',
    period: () =>
      `${formatPeriod(MAIL_RECORD_PERIOD)}; Adresse und Text werden schon mit dem Versand entfernt; ist eine E-Mail gescheitert oder unzustellbar, sobald die Verwaltung entschieden hat`,
    by: 'Aufräumen (täglich)',
    goneOn: ({ state, changed_at }) =>
      state === 'queued' || state === 'sending' ? undefined : dayAfterPeriod(changed_at, MAIL_RECORD_PERIOD),
  },
  inbound: {
    title: 'Nach dem Eingang einer E-Mail',
    start: 'E-Mail eingegangen, bei Anliegen: erledigt',
    period: () =>
      `${formatPeriod(INBOUND_PERIOD)}; der Text nur, solange etwas zu entscheiden ist und so lange danach. Meldungen ohne Text ebenso lange, damit keine zweimal zählt.`,
    by: 'Aufräumen (täglich)',
    goneOn: ({ due_on, received_at, settled_at }) => dayAfterPeriod(due_on ? settled_at : received_at, INBOUND_PERIOD),
  },
  mailbox: {
    title: 'Im Postfach des Portals',
    start: 'E-Mail eingegangen',
    period: () => formatPeriod(`P${FILED_DAYS}D`),
    by: 'Eingang der E-Mails (alle fünf Minuten)',
  },
  'reply-draft': {
    title: 'Bis eine Antwort per E-Mail bestätigt ist',
    start: 'Eingang der E-Mail',
    period: () => `${formatPeriod(REPLY_DRAFT_PERIOD)}; sofort, wenn sie abgesendet oder verworfen wird`,
    by: 'Aufräumen (täglich)',
    goneOn: ({ made_at }) => dayAfterPeriod(made_at, REPLY_DRAFT_PERIOD),
  },
  outbox: {
    title: 'Mit der E-Mail in der Warteschlange',
    start: 'E-Mail verschickt',
    period: () =>
      `${formatPeriod(MAIL_RECORD_PERIOD)}; bei Löschung des Kontos sofort. Die letzte Bestätigung und Kontaktanfragen: ${formatPeriod(OUTBOX_PERIOD)}`,
    by: 'Versand (alle fünf Minuten)',
  },
  hold: {
    title: 'Bis der Rechtsstreit beendet ist',
    start: 'Aufhebung der Löschsperre',
    period: () => 'danach wie das Konto',
    by: 'Aufhebung durch die Verwaltung, dann Löschung des Kontos',
  },
  'bulk-act': {
    title: 'Bis ein Vorgang der Verwaltung erledigt ist',
    start: 'Auswahl durch die Verwaltung',
    period: () => `höchstens ${formatSeconds(SECOND_PERSON_PERIOD)} bis zur Freigabe, danach bis zur Ausführung`,
    by: 'Ausführung, Ablehnung oder Ablauf (alle fünf Minuten)',
  },
  moderation: {
    title: 'Nach dem Abschluss eines Vorgangs der Moderation',
    start: 'Vorgang abgeschlossen',
    period: () =>
      `${formatPeriod(CASE_PERIOD)}; Name und Adresse von Personen ohne Konto ${formatPeriod(REPORTER_PERIOD)}. Solange eine Maßnahme gilt, bleibt ihr Vermerk. Was zu Ihnen führt, geht mit Ihrem Konto.`,
    by: 'Aufräumen (täglich)',
  },
  'outside-request': {
    title: 'Nach dem Ende eines Anliegens ohne Konto',
    start: 'Anliegen geschlossen',
    period: () =>
      `${formatPeriod(OUTSIDE_PERIOD)}, damit sich nachweisen lässt, wie es behandelt wurde; danach bleibt eine Zeile ohne Angaben zur Person`,
    by: 'Aufräumen (täglich)',
    goneOn: ({ closed_at }) => dayAfterPeriod(closed_at, OUTSIDE_PERIOD),
  },
  disclosure: {
    title: 'Herausgabeverzeichnis',
    start: 'Übergabe',
    period: () => 'dauerhaft; enthält die Anordnung und was herausgegeben wurde, nie die Daten selbst',
    by: 'keine Löschung: Nachweis gegenüber Gericht und Aufsichtsbehörde',
  },
  audit: {
    title: 'Protokoll',
    start: 'Ereignis',
    period: () => 'dauerhaft; nach der Löschung des Kontos führt keine Angabe mehr zur Person',
    by: 'keine Löschung: Einträge enthalten keine Namen, Adressen oder Texte',
  },
  ledger: {
    title: 'Löschnachweis',
    start: 'Löschung',
    period: () => 'dauerhaft; enthält nichts, was zur Person führt',
    by: 'keine Löschung',
  },
  'access-log': {
    title: 'Anonymes Zugriffsprotokoll',
    start: 'Tag der Datei',
    period: ({ accessLogPeriod }) => formatPeriod(accessLogPeriod),
    by: 'Aufräumen (täglich)',
  },
  backup: {
    title: 'Datensicherung',
    start: 'Erstellung der Sicherung',
    period: () =>
      'legt der Betreiber fest; nach einer Wiederherstellung werden alle späteren Löschungen wiederholt, bevor das Portal öffnet',
    by: 'Betreiber; erasures:replay',
  },
  browser: {
    title: 'Im Browser',
    start: 'Anmeldung',
    period: () => `höchstens ${formatSeconds(sessionLimits.member.absolute)}`,
    by: 'Abmeldung oder Ablauf',
  },
  provider: {
    title: 'Beim Auftragsverarbeiter',
    start: 'Übergabe',
    period: () => 'nach dem Vertrag zur Auftragsverarbeitung',
    by: 'Auftragsverarbeiter',
  },
  process: {
    title: 'Meldungen des Programms',
    start: 'Meldung',
    period: () => 'legt der Betreiber fest; ohne Namen, Adressen und Texte',
    by: 'Betreiber',
  },
} as const satisfies Record<string, RetentionRule>

export type RetentionKey = keyof typeof retentionRules

function dayAfter(instant: unknown, days = 1): CalendarDay | undefined {
  return typeof instant === 'string' ? addDays(berlinDay(new Date(instant)), days) : undefined
}

function dayAfterPeriod(instant: unknown, period: string): CalendarDay | undefined {
  return typeof instant === 'string' ? addDays(lastDayOf(berlinDay(new Date(instant)), period), 1) : undefined
}
