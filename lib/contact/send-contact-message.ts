import { type PortalContext } from '../context'
import { queueMail } from '../mail/queue-mail'
import { operator } from '../operator'
import { type Outcome } from '../result'
import { type ContactMessage } from './schema'

/**
 * Hands a message from the contact form to the operator by mail; nothing of it is kept once the mail is accepted (DS-12,
 * DS-06). The sender gets no automatic mail: anybody could enter a stranger's address.
 */
export async function sendContactMessage(
  ctx: PortalContext,
  { name, email, subject, message }: ContactMessage,
): Promise<Outcome<'queued'>> {
  await queueMail(ctx, {
    template: 'contact-message',
    props: { name, replyTo: email, subject, message },
    recipient: operator().email,
  })
  return { outcome: 'queued' }
}
