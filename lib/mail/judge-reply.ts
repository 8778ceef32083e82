import { type MailCause } from '../codes'

/** Where in the dialogue a reply came (RFC 5321, 3207, 4954). `end` = after the final dot. */
export const stages = ['connection', 'greeting', 'ehlo', 'starttls', 'auth', 'mail', 'rcpt', 'data', 'end'] as const
export type Stage = (typeof stages)[number]

/**
 * Whose fault a refusal is. `recipient`, `message`: staff decide. `temporary`: this message later, a try is counted.
 * `relay`: ours or the relay's; nothing was said about the message, so no try is counted.
 */
export type Fault = 'recipient' | 'message' | 'temporary' | 'relay'
/** `pauseMs`: how long all wait if the refusal stops the queue. */
export type Refusal = { fault: Fault; cause: MailCause; pauseMs: number }
export type Judgement = { fault: 'accepted' | 'unknown' } | Refusal

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** `status`: the enhanced status code, e.g. "5.1.1" (RFC 3463), if the server gave one. */
type Reply = { stage: Stage; code: number; status?: string }

/**
 * The verdict on a reply. Before a recipient is named every refusal is the relay's; from there on the enhanced status
 * code decides, code by code; a server without such codes is judged by its three digits. What says nothing about
 * recipient or text is the relay's: many servers put every refusal off until RCPT (DS-05).
 */
export function judgeReply({ stage, code, status }: Reply): Judgement {
  if (isSuccess(stage, code)) return { fault: 'accepted' }
  if (code < 400 || code >= 600) return stage === 'end' ? { fault: 'unknown' } : relay('server-trouble')
  const isPermanent = code >= 500 && !status?.startsWith('4')
  const detail = status?.replace(/^\d\./, '')
  if (detail && detail in limits) return relay('limit', limits[detail])
  if (isEarly(stage)) return early(stage, { code, detail, isPermanent })
  if (!isPermanent) return detail && ofTheServer.includes(detail) ? relay('server-trouble') : later
  const judgement = pairFor(code, detail)[stage === 'end' ? 1 : 0]
  // A reply to DATA names nobody, unless its status does.
  return stage === 'data' && judgement.fault === 'recipient' && !detail ? relay('relay-denied') : judgement
}

function isSuccess(stage: Stage, code: number): boolean {
  return stage === 'data' ? code >= 200 && code < 400 : code >= 200 && code < 300
}

const verdict = (fault: Fault, cause: MailCause, pauseMs = MINUTE): Refusal => ({ fault, cause, pauseMs })
const relay = (cause: MailCause, pauseMs = MINUTE) => verdict('relay', cause, pauseMs)
const recipient = (cause: MailCause) => verdict('recipient', cause)
const message = (cause: MailCause = 'message-refused') => verdict('message', cause)

type EarlyStage = Exclude<Stage, 'rcpt' | 'data' | 'end'>

function isEarly(stage: Stage): stage is EarlyStage {
  return !['rcpt', 'data', 'end'].includes(stage)
}

/** Before a recipient is named everything is refused to the portal; only SIZE at MAIL FROM speaks of the message. */
function early(stage: EarlyStage, reply: { code: number; detail?: string; isPermanent: boolean }): Refusal {
  const { code, detail, isPermanent } = reply
  if (stage === 'mail' && isPermanent && (code === 552 || detail === '3.4')) return message('message-too-large')
  if (stage === 'starttls') return relay('tls')
  if (stage === 'auth') return relay('sign-in')
  if (stage === 'connection') return relay('unreachable')
  if (!isPermanent) return relay('server-trouble')
  const judgement = pairFor(code, detail)[0]
  if (judgement.fault === 'relay') return judgement
  return relay(stage === 'mail' ? 'sender' : 'relay-denied')
}

/** Too many mails for now: congestion or quota, flood. Pause for all. */
const limits: Record<string, number> = { '4.5': HOUR, '7.28': HOUR }

/** 4xx that speak of the server itself; every other 4xx lets the message wait. */
const ofTheServer = ['3.0', '3.1', '3.2', '3.3', '3.5']
const later = verdict('temporary', 'try-later')

/** The row of a permanent refusal: by its status, else by its three digits, else the relay's before the text. */
function pairFor(code: number, detail: string | undefined): Pair {
  return (detail && detail !== '0.0' ? permanent[detail] : bare[code]) ?? policy
}

type Pair = readonly [beforeTheText: Refusal, afterTheText: Refusal]
const both = (judgement: Refusal): Pair => [judgement, judgement]

/** Of the relay before it has seen the text, about the text afterwards: 554, 5.7.0 … 5.7.7, and codes that are not below. */
const policy: Pair = [relay('relay-denied'), message()]
const protocol: Pair = [relay('server-trouble'), message()]

/** Permanent refusals by their status code (RFC 3463 and the IANA registry): at RCPT and DATA, after the text. */
const permanent: Record<string, Pair> = {
  '1.1': both(recipient('unknown-address')),
  '1.2': both(recipient('unknown-address')),
  '1.3': both(recipient('unknown-address')),
  '1.6': both(recipient('mailbox-closed')),
  '1.7': both(relay('sender')),
  '1.8': both(relay('sender')),
  '1.9': both(relay('sender')),
  '1.10': both(recipient('unknown-address')),
  '2.0': both(recipient('recipient-refused')),
  '2.1': both(recipient('mailbox-closed')),
  '2.2': both(recipient('mailbox-full')),
  '2.3': both(recipient('recipient-refused')),
  '2.4': both(recipient('recipient-refused')),
  '3.0': both(relay('server-trouble')),
  '3.1': both(relay('server-trouble')),
  '3.2': both(relay('server-trouble')),
  '3.3': both(relay('server-trouble')),
  '3.4': both(message('message-too-large')),
  '3.5': both(relay('server-trouble')),
  '3.6': both(relay('server-trouble')),
  '4.0': both(relay('server-trouble')),
  '4.1': both(relay('server-trouble')),
  '4.2': both(relay('server-trouble')),
  '4.3': both(relay('server-trouble')),
  '4.4': both(relay('server-trouble')),
  '4.6': both(relay('server-trouble')),
  '4.7': both(relay('server-trouble')),
  '5.0': protocol,
  '5.1': protocol,
  '5.2': protocol,
  '5.3': protocol,
  '5.4': protocol,
  '5.5': protocol,
  '5.6': protocol,
  '5.7': protocol,
  ...Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`6.${n}`, both(message())])),
  '7.8': both(relay('sign-in')),
  '7.9': both(relay('sign-in')),
  '7.10': both(relay('tls')),
  '7.11': both(relay('sign-in')),
  '7.12': both(relay('sign-in')),
  '7.13': both(relay('sign-in')),
  '7.14': both(relay('sign-in')),
  // SPF, DKIM, DMARC, reverse name: entries of our domain.
  ...Object.fromEntries(
    ['7.20', '7.21', '7.22', '7.23', '7.24', '7.25', '7.26', '7.27', '7.29'].map((code) => [
      code,
      both(relay('sender')),
    ]),
  ),
  '7.30': both(relay('tls')),
}

/** Permanent refusals without a status code (RFC 5321 4.2.3, RFC 7504). */
const bare: Record<number, Pair> = {
  500: protocol,
  501: protocol,
  502: protocol,
  503: protocol,
  504: protocol,
  521: both(relay('relay-denied')),
  530: both(relay('sign-in')),
  534: both(relay('sign-in')),
  535: both(relay('sign-in')),
  538: both(relay('tls')),
  550: [recipient('recipient-refused'), message()],
  551: [recipient('recipient-refused'), message()],
  552: [recipient('mailbox-full'), message('message-too-large')],
  553: [recipient('recipient-refused'), message()],
  555: both(relay('server-trouble')),
  556: both(recipient('unknown-address')),
}
