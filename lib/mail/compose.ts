import { type SendMailOptions } from 'nodemailer'
import MailComposer from 'nodemailer/lib/mail-composer'
import { type Message } from './transport'

/** A message as nodemailer wants it. Addresses are objects, so that no text is ever read as a list of recipients. */
function composeOptions(message: Message, date: Date): SendMailOptions {
  return {
    from: message.from,
    to: { name: '', address: message.to },
    replyTo: message.replyTo && { name: '', address: message.replyTo },
    subject: message.subject,
    text: message.text,
    html: message.html,
    date,
    messageId: `<${message.messageId}>`,
    headers: message.headers,
    textEncoding: 'quoted-printable',
    disableFileAccess: true,
    disableUrlAccess: true,
  } as SendMailOptions
}

/** The complete message as bytes on the wire (RFC 5322), and whom it goes to. */
export async function composeRaw(
  message: Message,
  date: Date,
): Promise<{ raw: Buffer; envelope: { from: string | false; to: string[] } }> {
  const node = new MailComposer(composeOptions(message, date)).compile()
  const { from, to } = node.getEnvelope()
  return { raw: await node.build(), envelope: { from: message.returnPath ?? from, to } }
}
