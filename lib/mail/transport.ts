import { type MailCause } from '../codes'
import { type Fault } from './judge-reply'

/** A finished mail for one recipient. */
export type Message = {
  from: string
  to: string
  replyTo?: string
  /** Envelope sender, where reports about this mail go; undefined = the address of `from`. */
  returnPath?: string
  subject: string
  html: string
  text: string
  /** Without angle brackets; the same for each attempt at the same text. */
  messageId: string
  /** When the attempt was prepared; the same for each attempt at the same text. */
  preparedAt: Date
  headers: Record<string, string>
}

/** What became of one message. Transports never throw. `error` names a class ("smtp rcpt 550 5.1.1"), never an address. */
export type Answer =
  /** The provider has taken it over. */
  | { outcome: 'accepted'; providerId: string | null }
  /** Certainly not sent. `pauseMs`: how long all wait if others are refused alike. */
  | { outcome: 'refused'; fault: Fault; cause: MailCause; error: string; pauseMs: number }
  /** Nothing was said about this message: the provider takes nothing at present; all wait. Certainly not sent. */
  | { outcome: 'unavailable'; cause: MailCause; error: string; pauseMs: number }
  /** It was not even begun. */
  | { outcome: 'untouched' }
  /** It may have been sent: time-out, lost connection, server error. Repeat the same text under the same key. */
  | { outcome: 'unknown'; error: string }
  /** Certainly not sent under this key: it already stands for another text. A new key is needed. */
  | { outcome: 'key-spent'; error: string }
  /** The batch was refused as a whole and nobody said because of which message. Divide it. */
  | { outcome: 'batch-refused'; error: string }

export type MailTransport = {
  name: 'outbox' | 'smtp' | 'resend'
  /** Messages of one call; more than one: they share one idempotency key and are repeated together. */
  batchSize: number
  /** The provider sends a text once, however often it gets it under one key (for 24 hours). */
  remembersKeys: boolean
  /** Calls at the same time in one process. */
  parallel: number
  /** Requests per second that all processes together may make; undefined = no limit. */
  requestsPerSecond?: number
  /** One answer per message, in the same order. */
  send(messages: Message[], key: string): Promise<Answer[]>
  close(): Promise<void>
}

/** The same answer for each message of a call. */
export function forAll(messages: Message[], answer: Answer): Answer[] {
  return messages.map(() => answer)
}

/** Ends waiting after `ms`; the work may go on unseen, its late result is ignored (R-M4). */
export async function within<T>(ms: number, work: Promise<T>, late: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late()), ms)
  })
  try {
    return await Promise.race([work, timeout])
  } finally {
    clearTimeout(timer)
  }
}
