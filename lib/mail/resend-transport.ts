import { Resend } from 'resend'
import { type MailCause } from '../codes'
import { type Answer, forAll, type MailTransport, type Message, within } from './transport'

const MINUTE = 60_000
/** Largest batch that the provider takes. */
const BATCH_SIZE = 100

type Options = { apiKey: string; baseUrl?: string; requestsPerSecond: number; timeoutMs?: number }
type Failure = { name?: unknown; statusCode?: unknown; message?: unknown }

/**
 * Resend's batch endpoint. The SDK never throws and returns `{ error }` instead, so an acceptance is only believed when
 * the answer holds an id for each message (R-M1). One key stands for one batch with one text for 24 hours.
 */
export function resendTransport({ apiKey, baseUrl, requestsPerSecond, timeoutMs = 20_000 }: Options): MailTransport {
  const resend = new Resend(apiKey, { baseUrl })
  return {
    name: 'resend',
    batchSize: BATCH_SIZE,
    remembersKeys: true,
    parallel: 1,
    requestsPerSecond,
    send: (messages, key) => {
      const abort = new AbortController()
      return within(timeoutMs, request(resend, messages, key, abort.signal), () => {
        abort.abort()
        return forAll(messages, { outcome: 'unknown', error: 'resend timeout' })
      })
    },
    close: async () => {},
  }
}

async function request(resend: Resend, messages: Message[], key: string, signal: AbortSignal): Promise<Answer[]> {
  const payload = messages.map(({ from, to, replyTo, subject, html, text, headers }) => ({
    from,
    to,
    replyTo,
    subject,
    html,
    text,
    headers,
  }))
  try {
    // A redirect would carry addresses and texts to whoever the answer names (ASVS 15.3.2).
    const redirect = 'error' as const
    const options = { idempotencyKey: key, batchValidation: 'permissive' as const, signal, redirect }
    const { data, error, headers } = await resend.batch.send(payload, options)
    if (error) return failure(messages, error, headers ?? {})
    return permissive(messages, data)
  } catch {
    return forAll(messages, { outcome: 'unknown', error: 'resend no answer' })
  }
}

/** Ids of the accepted messages in their order; the refused ones are listed with their index. */
function permissive(messages: Message[], data: unknown): Answer[] {
  const { data: ids, errors = [] } = (data ?? {}) as { data?: unknown; errors?: unknown }
  if (!Array.isArray(ids) || !Array.isArray(errors) || ids.length + errors.length !== messages.length) {
    return forAll(messages, { outcome: 'unknown', error: 'resend unreadable answer' })
  }
  const refused = new Map(errors.map(({ index, message }) => [index, message]))
  const accepted = ids.map((entry) => entry?.id)
  if (refused.size !== errors.length || !accepted.every((id) => typeof id === 'string' && id !== '')) {
    return forAll(messages, { outcome: 'unknown', error: 'resend unreadable answer' })
  }
  return messages.map((_, index) =>
    refused.has(index)
      ? refusedBy(refused.get(index), 'resend validation_error')
      : { outcome: 'accepted', providerId: accepted.shift() as string },
  )
}

function failure(messages: Message[], error: Failure, headers: Record<string, string>): Answer[] {
  const name = typeof error.name === 'string' ? error.name.replace(/[^\w]/g, '').slice(0, 40) : ''
  const status = typeof error.statusCode === 'number' ? error.statusCode : statusOf[name]
  return forAll(messages, classify(messages, { name, status, message: error.message, headers }))
}

type Classified = { name: string; status?: number; message: unknown; headers: Record<string, string> }

function classify(messages: Message[], { name, status, message, headers }: Classified): Answer {
  const error = `resend ${status ?? 'no answer'} ${name}`.trim()
  if (status === 409) {
    // "concurrent": the first request under this key is still being worked on; ask again with the same key.
    // "invalid": the key was used for another text. Whether that one was sent is not said, and a deletion may depend on
    // it (DS-05), so it is sent once more under a new key: at most one extra copy, never a missing one.
    return name === 'invalid_idempotent_request' ? { outcome: 'key-spent', error } : { outcome: 'unknown', error }
  }
  const ours = oursByName[name] ?? (status === undefined ? undefined : oursByStatus[status])
  if (ours) {
    const isQuota = name.includes('quota') || status === 429
    return { outcome: 'unavailable', cause: ours, error, pauseMs: isQuota ? pauseAfter(name, headers) : MINUTE }
  }
  if (status !== undefined && status >= 400 && status < 500) {
    return messages.length > 1 ? { outcome: 'batch-refused', error } : refusedBy(message, error)
  }
  return { outcome: 'unknown', error }
}

/** Errors that speak of the key, the sender's domain, the address of the interface or the amount, not of a message. */
const oursByName: Record<string, MailCause> = {
  missing_api_key: 'sign-in',
  restricted_api_key: 'sign-in',
  invalid_api_key: 'sign-in',
  suspended_api_key: 'sign-in',
  invalid_access: 'sign-in',
  invalid_from_address: 'sender',
  invalid_region: 'sender',
  not_found: 'unreachable',
  method_not_allowed: 'unreachable',
  rate_limit_exceeded: 'limit',
  daily_quota_exceeded: 'limit',
  monthly_quota_exceeded: 'limit',
}
const oursByStatus: Record<number, MailCause> = {
  401: 'sign-in',
  402: 'limit',
  403: 'sender',
  404: 'unreachable',
  405: 'unreachable',
  408: 'unreachable',
  429: 'limit',
}

// For answers whose body lacks the status code.
const statusOf: Record<string, number> = {
  rate_limit_exceeded: 429,
  daily_quota_exceeded: 429,
  monthly_quota_exceeded: 429,
  missing_api_key: 401,
  restricted_api_key: 401,
  invalid_api_key: 403,
  invalid_idempotent_request: 409,
  concurrent_idempotent_requests: 409,
}

/** Retry-After in seconds or as a date; without one a minute, and for a used-up quota an hour. */
function pauseAfter(name: string, headers: Record<string, string>): number {
  const given = headers['retry-after']
  if (given !== undefined) {
    const seconds = Number(given)
    if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000
    const until = Date.parse(given) - Date.parse(headers.date ?? '')
    if (Number.isFinite(until) && until >= 0) return until
  }
  return name.includes('quota') ? 60 * MINUTE : MINUTE
}

function refusedBy(message: unknown, error: string): Answer {
  const isRecipient = typeof message === 'string' && /[`'"]to[`'"]|\bto field\b|recipient/i.test(message)
  return isRecipient
    ? { outcome: 'refused', fault: 'recipient', cause: 'recipient-refused', error: `${error} to`, pauseMs: MINUTE }
    : { outcome: 'refused', fault: 'message', cause: 'message-refused', error, pauseMs: MINUTE }
}
