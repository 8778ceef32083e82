import { parseConnectionUrl } from 'nodemailer/lib/shared'
import { systemClock } from '../clock'
import { composeRaw } from './compose'
import { judgeReply, type Refusal } from './judge-reply'
import { openSession, type SessionOptions, type SmtpReply, type SmtpSession } from './smtp-session'
import { type Answer, type MailTransport, type Message, within } from './transport'

const CONNECTIONS = 10
const MINUTE = 60_000

/** RFC 5321 4.5.3.2 demands at least these. `whole`: greeting, MAIL, RCPT, DATA and the text together. Milliseconds. */
const timeLimits = { setUp: 5 * MINUTE, answer: 10 * MINUTE, whole: 30 * MINUTE }
type TimeLimits = typeof timeLimits

type Options = {
  /** `required`: nothing is sent without TLS to who proves to be the server. `opportunistic`: as its address says, TLS if the server offers it. */
  tls?: 'required' | 'opportunistic'
  limits?: Partial<TimeLimits>
}

/**
 * SMTP over connections that are used again. SMTP knows no idempotency key: when nobody answers after the text, the same
 * Message-ID is sent once more and then staff decide, so there is at most one extra copy (R-M8).
 */
export function smtpTransport(url: string, given: Options = {}): MailTransport {
  const { whole, ...limits } = { ...timeLimits, ...given.limits }
  const options = sessionOptions(url, given.tls, limits)
  const idle: SmtpSession[] = []
  const open = new Set<SmtpSession>()

  async function deliver(message: Message): Promise<Answer> {
    // Composed beforehand, it travels in a few large writes instead of many small ones.
    const { raw, envelope } = await composeRaw(message, systemClock())
    for (;;) {
      const used = idle.pop()
      if (used && !used.isAlive()) continue
      const opened = used ? { session: used } : await openSession(options)
      if ('refusal' in opened) return answerTo(opened.refusal)
      const { session } = opened
      open.add(session)
      const delivery = await session.deliver(envelope, raw)
      if (session.isAlive()) idle.push(session)
      else open.delete(session)
      if (delivery.outcome === 'accepted') return { outcome: 'accepted', providerId: null }
      if (delivery.outcome === 'unknown') return unknown(delivery.silence)
      // The server had closed a connection that rested: a new one, before anybody is blamed.
      if (used && 'silence' in delivery.reply) continue
      return answerTo(delivery.reply)
    }
  }

  return {
    name: 'smtp',
    batchSize: 1,
    remembersKeys: false,
    parallel: CONNECTIONS,
    send: (messages) =>
      Promise.all(messages.map((message) => within(whole, deliver(message), () => unknown('timeout')))),
    close: async () => {
      for (const session of open) session.close()
    },
  }
}

/** Connects and signs in as for a mail, and sends none; undefined: the relay is ready. Waits `limitMs` for each answer. */
export async function tryRelay(url: string, { tls, limitMs }: Pick<Options, 'tls'> & { limitMs: number }) {
  const opened = await openSession(sessionOptions(url, tls, { setUp: limitMs, answer: limitMs }))
  if ('refusal' in opened) return answerTo(opened.refusal)
  opened.session.close()
  return undefined
}

function sessionOptions(
  url: string,
  tls: Options['tls'],
  { setUp, answer }: Omit<TimeLimits, 'whole'>,
): SessionOptions {
  const given = parseConnectionUrl(url) as SessionOptions
  return {
    ...given,
    ...(tls === 'required' && protectedWay(given)),
    connectionTimeout: setUp,
    greetingTimeout: setUp,
    dnsTimeout: setUp,
    socketTimeout: answer,
  }
}

/** What no parameter of the address can take away (ASVS 12.3.2). */
function protectedWay({ tls }: SessionOptions): Partial<SessionOptions> {
  return { requireTLS: true, ignoreTLS: false, tls: { ...tls, rejectUnauthorized: true } }
}

const unknown = (silence: string): Answer => ({ outcome: 'unknown', error: `smtp end ${silence}` })

/** What nodemailer does not even offer: an address that cannot stand in an envelope, a text larger than SIZE allows. */
const refusedByOurselves: Record<string, Pick<Refusal, 'fault' | 'cause'>> = {
  EENVELOPE: { fault: 'recipient', cause: 'recipient-refused' },
  EMESSAGE: { fault: 'message', cause: 'message-too-large' },
}

function answerTo(reply: SmtpReply): Answer {
  const { stage } = reply
  if ('silence' in reply) {
    const error = `smtp ${stage} ${reply.silence}`
    const own = refusedByOurselves[reply.silence]
    if (own) return { outcome: 'refused', ...own, error, pauseMs: 0 }
    if (stage === 'rcpt')
      return { outcome: 'refused', fault: 'relay', cause: 'connection-lost', error, pauseMs: MINUTE }
    const cause = stage === 'starttls' ? 'tls' : stage === 'auth' ? 'sign-in' : 'unreachable'
    return { outcome: 'unavailable', cause, error, pauseMs: MINUTE }
  }
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(reply.text)?.[1]
  const judgement = judgeReply({ stage, code: reply.code, status })
  const error = ['smtp', stage, reply.code, status].filter(Boolean).join(' ')
  // A word of success where none belongs.
  if (!('cause' in judgement)) return { outcome: 'unknown', error }
  const { fault, cause, pauseMs } = judgement
  // Until a recipient is named nothing was said about this mail: everybody waits at once.
  const isForAll = fault === 'relay' && !['rcpt', 'data', 'end'].includes(stage)
  return isForAll
    ? { outcome: 'unavailable', cause, error, pauseMs }
    : { outcome: 'refused', fault, cause, error, pauseMs }
}
