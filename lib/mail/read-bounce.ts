import { Resend } from 'resend'
import { z } from 'zod'
import { type Outcome } from '../result'

const reports = z.object({
  type: z.string(),
  data: z.object({ email_id: z.string().min(1).max(200) }),
})

// Not delivered, or not wanted: the notice has not reached the member (DS-05).
const undelivered = ['email.bounced', 'email.complained', 'email.failed', 'email.suppressed']

/** Checks the signature of a report by Resend (HMAC over id, time and body; five minutes) and reads it. */
export function readBounce(
  body: string,
  headers: Headers,
  webhookSecret: string,
): Outcome<'undelivered', { providerId: string; error: string }> | Outcome<'other'> | Outcome<'forged'> {
  let payload: unknown
  try {
    payload = new Resend('unused').webhooks.verify({
      payload: body,
      headers: {
        id: headers.get('svix-id') ?? '',
        timestamp: headers.get('svix-timestamp') ?? '',
        signature: headers.get('svix-signature') ?? '',
      },
      webhookSecret,
    })
  } catch {
    return { outcome: 'forged' }
  }
  const report = reports.safeParse(payload)
  if (!report.success || !undelivered.includes(report.data.type)) return { outcome: 'other' }
  const { type, data } = report.data
  return { outcome: 'undelivered', providerId: data.email_id, error: `resend ${type}` }
}
