import { memberGroupLabels } from '../accounts/member-groups'
import { type Act } from '../audit/acts'
import { type TemplateKey } from '../mail/templates'
import { formatDay, formatInstant, formatNumber } from '../text'
import { type DeclaredColumn } from './declared'
import { type PersonValue } from './person-rows'

/** A stored value as a person reads it; `column` is "table.column". Codes without a word are shown as they are. */
export function valueText(
  column: string,
  { kind, type }: Pick<DeclaredColumn, 'kind' | 'type'>,
  value: PersonValue,
): string {
  if (value === null || value === undefined) return ''
  if (kind === 'staff') return 'Verwaltung'
  if (type === 'instant') return formatInstant(new Date(String(value)))
  if (type === 'day') return formatDay(String(value))
  if (type === 'boolean') return value ? 'ja' : 'nein'
  if (type === 'number') return formatNumber(Number(value))
  if (type === 'json') return jsonText(value)
  const words = codes[column]
  const text = String(value)
  return words && Object.hasOwn(words, text) ? (words[text] ?? text) : text
}

export function mailWord(template: string): string {
  return mails[template as TemplateKey] ?? template
}

export function actWord(act: string): string {
  return acts[act as Act] ?? act
}

/** Keys and codes of an audit row in one line: "reason: self, sessions: 2". */
function jsonText(value: PersonValue): string {
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([name, each]) => `${name}: ${typeof each === 'object' ? JSON.stringify(each) : each}`)
    .join(', ')
}

const mails: Partial<Record<TemplateKey, string>> = {
  'confirm-registration': 'Registrierung bestätigen',
  'already-registered': 'Hinweis: schon registriert',
  'confirm-email-change': 'Neue Adresse bestätigen',
  'email-changed-notice': 'Adresse geändert',
  'password-reset': 'Neues Passwort',
  'password-changed': 'Passwort geändert',
  'second-factor-changed': 'Zweiter Faktor geändert',
  'inactivity-notice': 'Aufforderung zur Anmeldung',
  'erased-inactive': 'Konto wegen Inaktivität gelöscht',
  'erased-self': 'Konto gelöscht',
  'erased-request': 'Konto auf Wunsch gelöscht',
  'erased-staff': 'Konto von der Verwaltung gelöscht',
  'erasure-request-identity': 'Löschwunsch bestätigen',
  'staff-alert': 'Hinweis an die Verwaltung',
  'contact-message': 'Kontaktformular',
}

const acts: Partial<Record<Act, string>> = {
  'account.registered': 'Registriert',
  'account.email-confirmed': 'E-Mail-Adresse bestätigt',
  'account.profile-updated': 'Daten geändert',
  'account.email-change-requested': 'Änderung der E-Mail-Adresse angefordert',
  'account.email-changed': 'E-Mail-Adresse geändert',
  'account.password-changed': 'Passwort geändert',
  'account.password-reset-requested': 'Neues Passwort angefordert',
  'account.password-reset': 'Neues Passwort gesetzt',
  'account.data-confirmed': 'Daten als aktuell bestätigt',
  'account.role-changed': 'Rolle geändert',
  'account.suspended': 'Konto gesperrt',
  'hold.requested': 'Löschsperre beantragt',
  'hold.rejected': 'Antrag zur Löschsperre abgelehnt',
  'hold.placed': 'Löschsperre gesetzt',
  'hold.lifted': 'Löschsperre aufgehoben',
  'erasure.postponed': 'Löschung wartet auf das Ende der Löschsperre',
  'account.suspension-ended': 'Sperre aufgehoben',
  'account.erased': 'Konto gelöscht',
  'bulk.prepared': 'Sammelvorgang vorbereitet',
  'bulk.submitted': 'Sammelvorgang zur Freigabe gegeben',
  'bulk.released': 'Sammelvorgang freigegeben',
  'bulk.rejected': 'Sammelvorgang abgelehnt',
  'bulk.expired': 'Sammelvorgang ohne Freigabe abgelaufen',
  'bulk.stopped': 'Sammelvorgang angehalten',
  'bulk.finished': 'Sammelvorgang ausgeführt',
  'session.started': 'Angemeldet',
  'session.refused': 'Anmeldung abgewiesen',
  'session.ended': 'Abgemeldet',
  'session.factor-awaited': 'Passwort richtig, zweiter Faktor erwartet',
  'session.factor-refused': 'Zweiter Faktor abgewiesen',
  'session.factor-proved': 'Zweiter Faktor erneut bestätigt',
  'factor.added': 'Zweiter Faktor eingerichtet',
  'factor.removed': 'Zweiter Faktor entfernt',
  'factor.reset': 'Zweiter Faktor von der Verwaltung zurückgesetzt',
  'factor.recovery-codes-issued': 'Wiederherstellungscodes erzeugt',
  'factor.recovery-code-used': 'Wiederherstellungscode benutzt',
  'audit.searched': 'Protokoll durchsucht',
  'audit.exported': 'Protokoll heruntergeladen',
  'limit.reached': 'Zu viele Versuche',
  'policy.accepted': 'Datenschutzerklärung zugestimmt',
  'policy.published': 'Fassung veröffentlicht',
  'lifecycle.notified': 'Zur Anmeldung aufgefordert',
  'lifecycle.reactivated': 'Durch Anmeldung reaktiviert',
  'lifecycle.notice-undeliverable': 'Aufforderung unzustellbar',
  'lifecycle.notice-superseded': 'Aufforderung ersetzt',
  'request.opened': 'Anliegen eingetragen',
  'request.identity-check-resent': 'Bestätigung erneut angefordert',
  'request.identity-confirmed': 'Anliegen bestätigt',
  'request.closed': 'Anliegen geschlossen',
  'report.compiled': 'Auskunft zusammengestellt',
  'member.viewed': 'Daten angesehen',
  'member.searched': 'In einer Liste angezeigt',
}

const requestKinds = {
  access: 'Auskunft',
  rectification: 'Berichtigung',
  erasure: 'Löschung',
  restriction: 'Einschränkung',
  objection: 'Widerspruch',
  complaint: 'Beschwerde',
}

/** "table.column" → code → German word. */
const codes: Record<string, Record<string, string>> = {
  'account.member_group': memberGroupLabels,
  'account.role': {
    member: 'Mitglied',
    moderator: 'Moderation',
    admin: 'Administration',
    dpo: 'Datenschutzbeauftragte',
  },
  'account_token.purpose': {
    confirm_registration: 'Registrierung bestätigen',
    change_email: 'Neue E-Mail-Adresse bestätigen',
    reset_password: 'Neues Passwort setzen',
    confirm_request: 'Anliegen bestätigen',
  },
  'audit_event.actor_kind': {
    visitor: 'nicht angemeldet',
    member: 'Sie selbst',
    staff: 'Verwaltung',
    system: 'das Portal',
    operator: 'Betrieb',
  },
  'audit_event.act': acts,
  'inactivity_notice.outcome': {
    reactivated: 'durch Anmeldung erledigt',
    undeliverable: 'unzustellbar',
    superseded: 'durch eine neue ersetzt',
    held: 'durch eine Löschsperre angehalten',
  },
  'data_request.kind': requestKinds,
  'data_request.outcome': { withdrawn: 'zurückgezogen', refused: 'abgelehnt', answered: 'beantwortet' },
  'outgoing_mail.template': mails,
  'outgoing_mail.state': {
    queued: 'wartet',
    sending: 'wird gesendet',
    accepted: 'angenommen',
    failed: 'gescheitert',
    bounced: 'unzustellbar',
  },
}
