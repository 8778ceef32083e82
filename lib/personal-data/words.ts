import { memberGroupLabels } from '../accounts/member-groups'
import { actWord } from '../audit/act-words'
import { type Flash } from '../auth/flash'
import { scopeLabels } from '../disclosure/scope'
import { mailCauses } from '../mail/causes'
import { mailLabel } from '../mail/mail-words'
import { contentNames, measureNames, reportCategories } from '../moderation/words'
import { attendanceNames, kindKeys, priceKindNames, publicationKinds } from '../publications/kinds'
import { subjects } from '../subjects'
import { formatDay, formatInstant, formatNumber } from '../text'
import { type DeclaredColumn } from './declared'
import { detailsText, erasureReasonWords, requestKindWords, restrictionGroundWords, roleWords } from './detail-words'
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
  if (column === 'outgoing_mail.template') return mailLabel(String(value))
  if (column === 'audit_event.act') return actWord(String(value))
  if (column === 'session.flash') return (value as Flash[]).map(({ title }) => title).join(' ')
  if (type === 'json') return detailsText(value)
  const words = wordsOf(column) ?? {}
  return (Array.isArray(value) ? value : [value])
    .map((each) => (Object.hasOwn(words, String(each)) ? words[String(each)] : String(each)))
    .join(', ')
}

/** "table.column" → code → German word. */
const codes: Record<string, Record<string, string>> = {
  'account.member_group': memberGroupLabels,
  'account.role': roleWords,
  'account.made_by': { member: 'Ihnen selbst', operator: 'vom Betreiber' },
  'account_token.purpose': {
    confirm_registration: 'Registrierung bestätigen',
    change_email: 'Neue E-Mail-Adresse bestätigen',
    reset_password: 'Neues Passwort setzen',
    confirm_request: 'Anliegen bestätigen',
  },
  'account_token.outcome': {
    done: 'benutzt',
    superseded: 'durch einen neueren Link ersetzt',
    taken: 'Adresse gehört zu einem bestätigten Konto',
    withdrawn: 'zurückgewiesen oder erledigt',
    void: 'durch eine andere Änderung beendet',
  },
  'audit_event.actor_kind': {
    visitor: 'nicht angemeldet',
    member: 'Sie selbst',
    staff: 'Verwaltung',
    system: 'das Portal',
    operator: 'Betrieb',
  },
  'directory_entry.subjects': subjects,
  'failed_proof.kind': { password: 'Passwort', code: 'Code des zweiten Faktors' },
  'inactivity_notice.outcome': {
    reactivated: 'durch Anmeldung erledigt',
    undeliverable: 'unzustellbar',
    superseded: 'durch eine neue ersetzt',
    held: 'durch eine Löschsperre angehalten',
  },
  'passkey.transports': {
    usb: 'USB',
    nfc: 'NFC',
    ble: 'Bluetooth',
    'smart-card': 'Chipkarte',
    internal: 'im Gerät selbst',
    hybrid: 'über ein anderes Gerät',
    cable: 'Kabel',
  },
  'disclosure.scope': scopeLabels,
  'disclosure.decision': { released: 'freigegeben', rejected: 'abgelehnt' },
  'disclosure.answer': {
    found: 'Daten herausgegeben',
    erased: 'Konto war gelöscht',
    unknown: 'kein solches Konto',
  },
  'publication.kind': Object.fromEntries(kindKeys.map((kind) => [kind, publicationKinds[kind].name])),
  'publication.attendance': attendanceNames,
  'publication.price_kind': priceKindNames,
  'publication.subjects': subjects,
  'policy_objection.decision': {
    keep: 'Ihr Konto läuft unter der bisherigen Fassung weiter',
    talk: 'Wir sprechen mit Ihnen',
    'offer-erasure': 'Wir bieten Ihnen die Löschung an',
  },
  'data_request.kind': requestKindWords,
  'data_request.outcome': {
    withdrawn: 'zurückgezogen',
    refused: 'abgelehnt',
    answered: 'beantwortet',
    'carried-out': 'ausgeführt',
  },
  'registration.member_group': memberGroupLabels,
  'restriction.ground': restrictionGroundWords,
  'hold_request.kind': { place: 'Löschsperre setzen', lift: 'Löschsperre aufheben' },
  'hold_request.decision': { released: 'freigegeben', rejected: 'abgelehnt' },
  'pending_erasure.reason': erasureReasonWords,
  'verification.cause': { registered: 'Registrierung', changed: 'Änderung der Angaben', answered: 'Ihre Antwort' },
  'verification.decision': {
    verified: 'bestätigt',
    asked: 'Rückfrage',
    refused: 'nicht bestätigt',
    superseded: 'durch neue Angaben ersetzt',
  },
  'moderation_case.outcome': { ...measureNames, none: 'keine Maßnahme' },
  'content_report.category': reportCategories,
  'content_measure.act': measureNames,
  'content_measure.ground': { law: 'Gesetz', terms: 'Nutzungsregeln' },
  'appeal.decision': { upheld: 'Ihre Beschwerde hatte Erfolg', rejected: 'abgelehnt' },
  'conversation.content_kind': contentNames,
  'forum_setting.mails': { each: 'sofort', daily: 'einmal am Tag', none: 'keine' },
  'message_setting.notify': { 'at-once': 'sofort', daily: 'einmal am Tag', none: 'keine' },
  'outgoing_mail.cause': Object.fromEntries(Object.entries(mailCauses).map(([cause, { name }]) => [cause, name])),
  'outgoing_mail.state': {
    queued: 'wartet',
    sending: 'wird gesendet',
    accepted: 'angenommen',
    failed: 'gescheitert',
    bounced: 'unzustellbar',
  },
}

/** The words of a column; undefined where a value is a text, a number or a day. For the test that no code lacks one. */
export function wordsOf(column: string): Record<string, string> | undefined {
  return column.endsWith('.content_kind') ? contentNames : codes[column]
}

/** Who acted, as staff read it in the audit record. */
export function actorWord(kind: string): string {
  return kind === 'member' ? 'Mitglied' : (codes['audit_event.actor_kind']?.[kind] ?? kind)
}
