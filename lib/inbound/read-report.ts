import { type MailCause } from '../codes'
import { judgeReply } from '../mail/judge-reply'
import { type DissectedMail, fieldOf } from './mail-types'

/** What a report says of a delivery. `failed` is final whatever its status says; only it ends anything (DS-05). */
export type Delivery = {
  action: 'failed' | 'delayed' | 'delivered'
  cause: MailCause
  status: string | null
  recipients: string[]
}

/**
 * Reads a report about delivery: the standard one (RFC 3464), then those of servers that write in words. Undefined: it is no report, or
 * none that says what became of the mail.
 */
export function readReport(mail: DissectedMail, envelopeFrom?: string): Delivery | undefined {
  return readStatus(mail) ?? (isFromServer(mail, envelopeFrom) ? readWords(mail) : undefined)
}

type Fields = Map<string, string>

function readStatus(mail: DissectedMail): Delivery | undefined {
  const groups = mail.reports.flatMap((report) => report.split(/\n\s*\n/)).map(fieldsOf)
  const recipients = groups.filter((group) => actionOf(group))
  const first = recipients.find((group) => actionOf(group) === 'failed') ?? recipients[0]
  const action = first && actionOf(first)
  if (!action) return undefined
  const words = `${first.get('diagnostic-code') ?? ''} ${first.get('x-supplementary-info') ?? ''}`
  const given = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(first.get('status') ?? '')?.[0] ?? null
  // Some servers write 5.0.0 and the truth into the words (IronPort, old Exim).
  const status = !given || /\.0\.0$/.test(given) ? (statusIn(words) ?? given) : given
  return {
    action,
    status,
    cause: action === 'failed' ? causeOf(status, words || mail.text) : 'try-later',
    recipients: recipients.flatMap(
      (group) => addressOf(group.get('original-recipient')) ?? addressOf(group.get('final-recipient')) ?? [],
    ),
  }
}

function fieldsOf(group: string): Fields {
  const fields: Fields = new Map()
  for (const line of group.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const [, name, value] = /^([\w-]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? []
    if (name && value !== undefined && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value.trim())
  }
  return fields
}

/** Without a word the status decides: 5 has failed, 4 waits, 2 arrived. Without both nothing is known. */
function actionOf(group: Fields): Delivery['action'] | undefined {
  const action = group
    .get('action')
    ?.toLowerCase()
    .match(/[a-z]+/)?.[0]
  if (action === 'failed') return 'failed'
  if (action === 'delayed') return 'delayed'
  if (action === 'delivered' || action === 'relayed' || action === 'expanded') return 'delivered'
  const byClass: Record<string, Delivery['action']> = { 2: 'delivered', 4: 'delayed', 5: 'failed' }
  return byClass[group.get('status')?.[0] ?? '']
}

function addressOf(field: string | undefined): string | undefined {
  return /[^\s<>;,:"]+@[^\s<>;,:"]+/.exec(field ?? '')?.[0]?.toLowerCase()
}

const daemon =
  /^(mailer[-_]?daemon|postmaster|mail[-_]?daemon|mdaemon|maildelivery|mail-delivery-system|microsoftexchange[0-9a-f]+|bounces?|no-?reply-?bounce)@/
/** Fields that nothing but a report has. */
const reportFields = ['x-failed-recipients', 'x-ms-exchange-message-is-ndr']
const subjects =
  /undeliver|unzustellbar|returned (mail|to sender)|mail delivery (failed|failure|problem|status)|delivery (status notification|failure|report|has failed|notification)|failure notice|nicht zugestellt|zustellung (fehlgeschlagen|verz)|non[- ]?delivery|unable to deliver|message not delivered|delayed|verz[oö]ger|rejected:|mail system error|undelivered|warning: (message|could not)|probleme bei der zustellung|fehler bei der zustellung|zustellungsfehler/i

/** No person wrote it: an empty reverse path, a daemon, or a field that only reports have. */
export function isFromServer(mail: DissectedMail, envelopeFrom?: string): boolean {
  if (reportFields.some((name) => fieldOf(mail, name) !== undefined)) return true
  const returnPath = envelopeFrom ?? fieldOf(mail, 'return-path')
  return returnPath === '' || returnPath === '<>' || isDaemon(mail)
}

function isDaemon(mail: DissectedMail): boolean {
  return (
    daemon.test(mail.sender ?? '') || /mailer[-_ ]?daemon|mail delivery (sub)?system/i.test(fieldOf(mail, 'from') ?? '')
  )
}

const delayed =
  /still being retried|will (continue|keep|be retr|try)|being retried|has not yet been delivered|has not been delivered yet|(is|was|been) delayed|delivery (is |has been |temporarily )?delayed|warning message only|do not need to resend|noch nicht zugestellt|weiter(hin)? versucht|verz[oö]gert|wird erneut versucht|erneute zustellversuche|not yet been delivered|continue to try|no action is required/i
const failed =
  /could not be delivered|couldn.t be delivered|(can.?not|cannot) be delivered|permanent (fatal )?error|permanently|wasn.t able to deliver|unable to deliver|giv(e|en|ing) up|failed (to deliver|addresses|permanently)|delivery (to the following|has failed|failed)|undeliver|unzustellbar|nicht zugestellt werden|konnte nicht|endg[uü]ltig|(user|recipient|mailbox|address|account) (is )?(unknown|not found|unavailable|disabled|full)|(unknown|no such|invalid) (user|recipient|mailbox|address)|does not exist|existiert nicht|over quota|quota exceeded|rejected|address not found|fehlgeschlagen|not (been )?delivered|wurde abgelehnt|returned (to you )?without/i

/** Words below which the returned message begins: what stands there is ours, and says nothing about the delivery. */
const belowIs =
  /^-{2,}\s*(this is a copy|below this line|original message|urspr|returned message|kopie|the following is|der text)|^-{3,} (the )?(unsent|header|body|header of).*|^(this is a copy of|hier ist eine kopie)/im

function readWords(mail: DissectedMail): Delivery | undefined {
  // An empty reverse path alone may be an absence note.
  const isReport =
    isDaemon(mail) || subjects.test(mail.subject) || reportFields.some((name) => fieldOf(mail, name) !== undefined)
  if (!isReport) return undefined
  const above = mail.text.split(belowIs)[0] || mail.text
  const words = `${mail.subject}\n${above}`
  const status = statusIn(above)
  const isDelayed = delayed.test(words) && !/giv(e|en|ing) up|permanent|endg[uü]ltig/i.test(above)
  const hasFailed =
    failed.test(words) ||
    status?.startsWith('5') ||
    /\b5[0-5]\d[ -]/.test(above) ||
    mail.headers.some(({ name }) => name === 'x-failed-recipients')
  if (!isDelayed && !hasFailed) return undefined
  const listed = fieldOf(mail, 'x-failed-recipients')
  const recipients = [...(listed ?? above).matchAll(/[^\s<>;,:"'()[\]]+@[^\s<>;,:"'()[\]]+\.[a-z]{2,}/gi)].map(
    ([address]) => address.toLowerCase(),
  )
  const action = isDelayed ? 'delayed' : 'failed'
  return {
    action,
    status,
    cause: isDelayed ? 'try-later' : causeOf(status, words),
    recipients: [...new Set(recipients)].slice(0, 20),
  }
}

/** The enhanced status, else the three digits of a refusal, as a status or a code. */
function statusIn(words: string): string | null {
  return (
    /\b[45]\.\d{1,3}\.\d{1,3}\b(?!\.\d)/.exec(words)?.[0] ?? /(?<![\d.])[45][0-5]\d(?=[ -])/.exec(words)?.[0] ?? null
  )
}

const inWords: [RegExp, MailCause][] = [
  [
    /quota|mailbox (is )?full|postfach .{0,40}voll|over ?quota|storage|speicherplatz|out of space|insufficient/i,
    'mailbox-full',
  ],
  [
    /disabled|deactivated|deaktiviert|inactive|inaktiv|stillgelegt|gesperrt|suspended|account closed/i,
    'mailbox-closed',
  ],
  [
    /spam|blocked|blacklist|block ?list|reputation|policy|richtlinie|\bspf\b|\bdkim\b|\bdmarc\b|not authenticated|abgelehnt/i,
    'message-refused',
  ],
  [/too (large|big)|size limit|zu gro/i, 'message-too-large'],
  [
    /(user|recipient|mailbox|address|adresse|empf.nger|account|local part|host|domain|postfach).{0,60}(unknown|not found|unbekannt|existiert|gibt es nicht|invalid|nonexist|no such|doesn|wasn|not exist|not known|not listed)|(unknown|no such|invalid|nonexist\w+) (user|recipient|mailbox|address|host|domain|local)|does(n't| not) exist|couldn't find any host/i,
    'unknown-address',
  ],
]

/** Why, for the advice to staff; the same table as for a refusal while sending. */
function causeOf(status: string | null, words: string): MailCause {
  const told = inWords.find(([pattern]) => pattern.test(words))?.[1]
  if (!status || /^[45]\.0\.0$/.test(status)) return told ?? 'returned'
  if (/^\d{3}$/.test(status)) return told ?? causeIn(judgeReply({ stage: 'rcpt', code: Number(status) })) ?? 'returned'
  const final = `5${status.slice(1)}`
  // Exchange: no such recipient there, or it takes nothing from outside.
  if (status === '5.4.1' || status === '5.1.0') return told ?? 'unknown-address'
  const judgement = judgeReply({ stage: 'end', code: 550, status: final })
  const cause = causeIn(judgement)
  return cause && cause !== 'server-trouble' && cause !== 'limit' ? cause : (told ?? 'returned')
}

function causeIn(judgement: ReturnType<typeof judgeReply>): MailCause | undefined {
  return 'cause' in judgement && judgement.cause !== 'relay-denied' ? judgement.cause : undefined
}
