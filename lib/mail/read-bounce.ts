import { createHmac, timingSafeEqual } from 'node:crypto'
import { Resend } from 'resend'
import { z } from 'zod'
import { type MailCause } from '../codes'
import { type Outcome } from '../result'
import { type ReportCause } from './causes'

const reports = z.object({
  type: z.string(),
  data: z.object({
    email_id: z.string().min(1).max(200),
    bounce: z.object({ type: z.string().optional(), subType: z.string().optional() }).optional(),
  }),
})

type Report = z.output<typeof reports>

/** Checks the signature of a report by Resend (HMAC over id, time and body; five minutes) and reads it. */
export function readBounce(
  body: string,
  headers: Headers,
  webhookSecret: string,
):
  | Outcome<'undelivered', { providerId: string; error: string; cause: MailCause }>
  | Outcome<'received', { id: string }>
  | Outcome<'other'>
  | Outcome<'forged', { cause: ReportCause }> {
  const signed = {
    id: headers.get('svix-id') ?? '',
    timestamp: headers.get('svix-timestamp') ?? '',
    signature: headers.get('svix-signature') ?? '',
  }
  let payload: unknown
  try {
    payload = new Resend('unused').webhooks.verify({ payload: body, headers: signed, webhookSecret })
  } catch {
    return { outcome: 'forged', cause: isOnlyLate(body, signed, webhookSecret) ? 'report-clock' : 'report-forged' }
  }
  const report = reports.safeParse(payload)
  if (report.success && report.data.type === 'email.received')
    return { outcome: 'received', id: report.data.data.email_id }
  const cause = report.success ? causeOf(report.data) : undefined
  if (!report.success || !cause) return { outcome: 'other' }
  const { type, data } = report.data
  const kind = [data.bounce?.type, data.bounce?.subType]
    .filter(Boolean)
    .join('/')
    .replace(/[^\w/]/g, '')
    .slice(0, 40)
  return { outcome: 'undelivered', providerId: data.email_id, error: `resend ${type} ${kind}`.trim(), cause }
}

/** The signature is right, only the time is not: one of the two clocks is wrong. */
function isOnlyLate(
  body: string,
  { id, timestamp, signature }: { id: string; timestamp: string; signature: string },
  webhookSecret: string,
): boolean {
  const key = Buffer.from(webhookSecret.replace(/^whsec_/, ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest()
  return signature
    .split(' ')
    .map((one) => Buffer.from(one.replace(/^v1,/, ''), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected))
}

/**
 * Each type of report has a row. Undefined = it reached the person, or nothing is decided yet: a complaint about the
 * mail, an absence note, a delay (DS-05: a permanent failure only).
 */
function causeOf({ type, data: { bounce } }: Report): MailCause | undefined {
  switch (type) {
    case 'email.bounced':
      return bounceCause(bounce?.type?.toLowerCase(), bounce?.subType?.toLowerCase())
    case 'email.failed':
      return 'returned'
    case 'email.suppressed':
      return 'recipient-refused'
    default:
      return undefined
  }
}

/** Transient is final as well when it says why nothing was delivered; without a reason it is an absence note. */
const transient: Record<string, MailCause> = {
  mailboxfull: 'mailbox-full',
  messagetoolarge: 'message-too-large',
  contentrejected: 'message-refused',
  attachmentrejected: 'message-refused',
}

function bounceCause(type: string | undefined, subType = ''): MailCause | undefined {
  if (type === 'transient') return transient[subType]
  if (type === 'permanent' && subType === 'noemail') return 'unknown-address'
  // Permanent, undetermined, or not said: in doubt it did not arrive, and no period ends anything.
  return 'returned'
}
