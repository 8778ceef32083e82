import { createTransport } from 'nodemailer'
import { systemClock } from '../clock'
import { composeRaw } from './compose'
import { type Answer, type MailTransport, type Message, within } from './transport'

const CONNECTIONS = 10
const MINUTE = 60_000

type SmtpError = Error & {
  code?: string
  command?: string
  response?: string
  responseCode?: number
  syscall?: string
  timeoutType?: string
}

/**
 * SMTP through a pool of connections. A server that offers STARTTLS is used with it; smtps:// demands TLS. SMTP knows
 * no idempotency key: after a lost connection the same Message-ID is sent again, at most one extra copy (R-M8).
 */
export function smtpTransport(url: string, { timeoutMs = 20_000 }: { timeoutMs?: number } = {}): MailTransport {
  const pool = createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: Number.POSITIVE_INFINITY,
    // Never repeated by the pool: only the queue knows what a repetition means.
    maxRequeues: 0,
    connectionTimeout: timeoutMs / 2,
    greetingTimeout: timeoutMs / 2,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs / 2,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0])

  async function deliver(message: Message): Promise<Answer> {
    try {
      // Composed beforehand, it travels in a few large writes instead of many small ones.
      await pool.sendMail(await composeRaw(message, systemClock()))
      return { outcome: 'accepted', providerId: null }
    } catch (error) {
      return smtpAnswer(error as SmtpError)
    }
  }

  return {
    name: 'smtp',
    batchSize: 1,
    parallel: CONNECTIONS,
    timeoutMs,
    send: (messages) =>
      Promise.all(messages.map((message) => within<Answer>(timeoutMs, deliver(message), () => timedOut))),
    close: async () => pool.close(),
  }
}

const timedOut: Answer = { outcome: 'unknown', error: 'smtp timeout' }

/** Reply codes: RFC 5321 4.2; enhanced codes x.1.* (address) and x.2.* (mailbox): RFC 3463. */
export function smtpAnswer(error: SmtpError): Answer {
  const code = error.responseCode
  const name = `smtp ${code ?? error.timeoutType ?? error.code ?? 'error'}`
  if (error.code === 'EAUTH' || code === 421 || neverConnected(error)) {
    return { outcome: 'unavailable', error: name, pauseMs: MINUTE }
  }
  if (code !== undefined && code >= 400 && code < 500) return { outcome: 'refused', cause: 'temporary', error: name }
  if (code !== undefined && code >= 500) {
    // The sender is refused before anything is known about recipient and text: a matter of the settings.
    if (error.command === 'MAIL FROM') return { outcome: 'unavailable', error: `${name} sender`, pauseMs: MINUTE }
    const aboutRecipient = error.command === 'RCPT TO' || /^\d{3}[ -]5\.[12]\.\d+/.test(error.response ?? '')
    return { outcome: 'refused', cause: aboutRecipient ? 'recipient' : 'message', error: name }
  }
  if (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') {
    return { outcome: 'refused', cause: 'message', error: name }
  }
  return { outcome: 'unknown', error: name }
}

function neverConnected({ code = '', syscall, timeoutType }: SmtpError): boolean {
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true
  if (timeoutType) return !timeoutType.startsWith('SOCKET')
  return ['EDNS', 'ETLS', 'ECONFIG', 'EPROXY'].includes(code)
}
