import { type InboundClass } from '../codes'
import { findReturnKeys, type ReturnKey } from '../return-keys'
import { type DissectedMail, fieldOf } from './mail-types'
import { type Delivery, isFromServer, readReport } from './read-report'

/** Whom the message was for and from, as the server that took it says; unknown where a way in does not tell. */
export type Envelope = { to?: readonly string[]; from?: string }

/** `mailId`: the outgoing mail it is about, proved by a key or by an id that only its recipient knows. */
export type Classified = {
  class: InboundClass
  /** The rule that hit, for staff who ask why. */
  rule: string
  mailId?: string
  /** The outgoing mail that came to the portal itself. */
  loopId?: string
  delivery?: Delivery
  /** Reply and case: the key of the address that it was sent to. */
  key?: ReturnKey
}

/** Received fields from which on a message goes round in a circle (RFC 5321 6.3). */
const MOST_HOPS = 30

/**
 * What a message is. The first rule that hits decides, machines before people: a report stays a report at whatever address it arrives, and a
 * person who answers at the wrong address is still a person. Nothing that stands in the text decides who somebody is.
 */
export function classify(mail: DissectedMail, envelope: Envelope, ownAddresses: readonly string[]): Classified {
  const keys = keysOfRecipients(mail, envelope)
  return (
    ownLoop(mail, ownAddresses) ??
    complaint(mail, keys) ??
    report(mail, envelope, keys, ownAddresses) ??
    receipt(mail, keys) ??
    automatic(mail, keys) ??
    list(mail) ??
    calendar(mail) ??
    machine(mail, envelope) ??
    person(mail, keys) ?? { class: 'unclear', rule: 'no-sender' }
  )
}

/** Keys in the addresses it was sent to: those of the envelope first, never one in the text. */
function keysOfRecipients(mail: DissectedMail, { to = [] }: Envelope): ReturnKey[] {
  const named = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'to', 'cc']
  const fields = named.flatMap((name) =>
    mail.headers.filter((header) => header.name === name).map(({ value }) => value),
  )
  return [...to, ...fields].flatMap(findReturnKeys)
}

function ownLoop(mail: DissectedMail, ownAddresses: readonly string[]): Classified | undefined {
  const isOurs = mail.sender !== null && ownAddresses.includes(mail.sender)
  const [key] = findReturnKeys(fieldOf(mail, 'x-portal-mail') ?? '')
  if (isOurs && key) return { class: 'own', rule: 'own-mail', loopId: key.id }
  const hops = mail.headers.filter(({ name }) => name === 'received').length
  return hops > MOST_HOPS ? { class: 'own', rule: 'too-many-hops' } : undefined
}

function complaint(mail: DissectedMail, keys: ReturnKey[]): Classified | undefined {
  if (mail.reportType !== 'feedback-report' && !mail.parts.some(({ type }) => type === 'message/feedback-report'))
    return undefined
  return { class: 'complaint', rule: 'feedback-report', mailId: mailIdOf(mail, keys) }
}

function report(
  mail: DissectedMail,
  envelope: Envelope,
  keys: ReturnKey[],
  ownAddresses: readonly string[],
): Classified | undefined {
  if (mail.reportType === 'disposition-notification') return undefined
  const delivery = readReport(mail, envelope.from)
  const isStandard =
    mail.reportType === 'delivery-status' || mail.parts.some(({ type }) => /delivery-status$/.test(type))
  if (!delivery) return isStandard ? { class: 'unclear', rule: 'report-without-words' } : undefined
  const recipients = delivery.recipients.filter(
    (address) => !ownAddresses.includes(address) && findReturnKeys(address).length === 0,
  )
  const found = { mailId: mailIdOf(mail, keys), delivery: { ...delivery, recipients } }
  const rule = mail.reports.length > 0 ? 'report-standard' : 'report-in-words'
  return { class: delivery.action === 'failed' ? 'bounce' : 'delay', rule, ...found }
}

function receipt(mail: DissectedMail, keys: ReturnKey[]): Classified | undefined {
  const isReceipt =
    mail.reportType === 'disposition-notification' ||
    mail.parts.some(({ type }) => /disposition-notification$/.test(type))
  return isReceipt ? { class: 'receipt', rule: 'disposition-notification', mailId: mailIdOf(mail, keys) } : undefined
}

const absent =
  /^\s*(re|aw|auto|antwort)?:?\s*(abwesenheits|abwesend|automatische (antwort|r.ckantwort|e-?mail)|automatic (reply|response)|auto[- ]?(reply|response|antwort)|out of (the )?office|autoreply|nicht im (b.ro|haus)|im urlaub|urlaubs|vacation|away from|on holiday|r.ckkehr)/i
/** The address of a person who has gone: nothing failed, but nobody reads there (a matter for staff). */
const gone =
  /((adresse|postfach|mail-?konto|mail address|address|mailbox|account) .{0,60}(nicht mehr (aktiv|g.ltig|in gebrauch|benutzt|genutzt|gelesen|verwendet|existent)|no longer (in use|valid|active|monitored|exists)|(ist|wurde) (deaktiviert|abgeschaltet|stillgelegt)))|no longer (works? (at|for)|with|employed)|nicht mehr (bei uns|im unternehmen|f.r .{1,40} (t.tig|besch.ftigt))|has left (the|our) (company|organi)/i

function automatic(mail: DissectedMail, keys: ReturnKey[]): Classified | undefined {
  const rule = automaticRule(mail)
  if (!rule) return undefined
  const isGone = gone.test(`${mail.subject}\n${mail.text.slice(0, 4_000)}`)
  return { class: isGone ? 'gone' : 'auto', rule, mailId: mailIdOf(mail, keys) }
}

function automaticRule(mail: DissectedMail): string | undefined {
  const submitted = fieldOf(mail, 'auto-submitted')?.toLowerCase()
  if (submitted && !/^no\b/.test(submitted)) return 'auto-submitted'
  const field = ['x-autoreply', 'x-autorespond', 'x-autogenerated', 'x-autoresponder', 'x-auto-reply'].find(
    (name) => fieldOf(mail, name) !== undefined,
  )
  if (field) return field
  if (/^auto[_-]?reply/i.test(fieldOf(mail, 'precedence') ?? '')) return 'precedence'
  if (/^(no-?reply|do-?not-?reply|donotreply|nicht-?antworten|autoresponder)@/.test(mail.sender ?? ''))
    return 'no-reply-sender'
  return absent.test(mail.subject) && !/loesch|lösch|auskunft|widerspr/i.test(mail.subject)
    ? 'absence-subject'
    : undefined
}

function list(mail: DissectedMail): Classified | undefined {
  const field = ['list-id', 'list-post', 'list-unsubscribe'].find((name) => fieldOf(mail, name) !== undefined)
  if (field) return { class: 'list', rule: field }
  return /^(bulk|junk|list)\b/i.test(fieldOf(mail, 'precedence') ?? '')
    ? { class: 'list', rule: 'precedence' }
    : undefined
}

/** An answer to an invitation, with nothing that a person wrote. */
function calendar(mail: DissectedMail): Classified | undefined {
  const isCalendar = mail.type === 'text/calendar' || mail.parts.some(({ type }) => type === 'text/calendar')
  return isCalendar && mail.text.trim().length < 200 ? { class: 'calendar', rule: 'calendar-only' } : undefined
}

/** Written by a machine whose words say nothing that is known: staff look, because it may be a report. */
function machine(mail: DissectedMail, envelope: Envelope): Classified | undefined {
  return isFromServer(mail, envelope.from) ? { class: 'unclear', rule: 'machine-without-words' } : undefined
}

function person(mail: DissectedMail, keys: ReturnKey[]): Classified | undefined {
  if (!mail.sender) return undefined
  const key = keys.find(({ kind }) => kind === 'reply' || kind === 'case')
  if (key?.kind === 'reply') return { class: 'reply', rule: 'reply-key', key }
  if (key) return { class: 'case', rule: 'case-key', key }
  // Programs that answer where reports go, or to the From of a mail: a person all the same.
  return { class: 'case', rule: keys.length > 0 ? 'answer-to-return-address' : 'written-by-a-person' }
}

/**
 * The outgoing mail that a message is about: the key of the address it came to, the envelope id or a header of the returned mail, or its
 * Message-ID below the words of a report. What proves it is known to the recipient of that mail alone.
 */
function mailIdOf(mail: DissectedMail, keys: ReturnKey[]): string | undefined {
  const below = [...mail.reports, mail.returned, mail.text].join('\n')
  const references = ['in-reply-to', 'references', 'x-failed-message-id']
    .map((name) => fieldOf(mail, name) ?? '')
    .join(' ')
  const named = [...keys, ...findReturnKeys(below)].find(({ kind }) => kind === 'bounce' || kind === 'mail')
  return named?.id ?? messageIdIn(below) ?? messageIdIn(references)
}

/** `<id of the mail>.<instant>@host` (lib/mail/prepare-mail.ts): a repeated mail keeps what stands before the dot. */
function messageIdIn(text: string): string | undefined {
  return /<([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\.\d{10,15}@[^\s>]+>/i
    .exec(text)?.[1]
    ?.toLowerCase()
}
