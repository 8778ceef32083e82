import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { type Stage } from './judge-reply'

export type SessionOptions = SMTPConnection.Options & { auth?: { user: string; pass: string } }
type Envelope = { from: string | false; to: string[] }

/** What a server said, or that it said nothing (`lost`, `timeout`, a code of the system such as ECONNREFUSED). */
export type SmtpReply = { stage: Stage; code: number; text: string } | { stage: Stage; silence: string }
export type Delivery =
  | { outcome: 'accepted' }
  /** The text did not leave, or its refusal was said. */
  | { outcome: 'refused'; reply: SmtpReply }
  /** The text left, wholly or in part, and nothing was said about it. */
  | { outcome: 'unknown'; silence: string }

export type SmtpSession = {
  isAlive(): boolean
  deliver(envelope: Envelope, raw: Buffer): Promise<Delivery>
  close(): void
}

/** Connects and signs in. */
export function openSession({
  auth,
  ...options
}: SessionOptions): Promise<{ session: SmtpSession } | { refusal: SmtpReply }> {
  const connection = new SMTPConnection(options)
  let isDead = false
  connection.once('end', () => {
    isDead = true
  })
  const session: SmtpSession = {
    isAlive: () => !isDead,
    deliver: (envelope, raw) => deliver(connection, envelope, raw),
    close: () => connection.close(),
  }
  return new Promise((resolve) => {
    const refuse = (error: SMTPConnection.SMTPError) => {
      isDead = true
      resolve({ refusal: replyOf(error, openingStage(error)) })
      connection.close()
    }
    // Stays for the life of the connection: without a listener a late error would end the process.
    connection.on('error', refuse)
    connection.connect((error) => {
      if (error) return refuse(error)
      if (!auth || !connection.allowsAuth) return resolve({ session })
      connection.login({ credentials: auth }, (refused) => (refused ? refuse(refused) : resolve({ session })))
    })
  })
}

function deliver(connection: SMTPConnection, envelope: Envelope, raw: Buffer): Promise<Delivery> {
  const text = Readable.from([raw])
  return new Promise((resolve) => {
    connection.send({ ...envelope, size: raw.length }, text, (error) => {
      if (!error) return resolve({ outcome: 'accepted' })
      const stage = sendingStage(error)
      // Without a command that was answered, a text that was begun may have arrived.
      if (!stage && text.readableDidRead) {
        connection.close()
        return resolve({ outcome: 'unknown', silence: silenceOf(error) })
      }
      const refused: Delivery = { outcome: 'refused', reply: replyOf(error, stage ?? 'rcpt') }
      if (!stage || error.responseCode === 421) {
        connection.close()
        return resolve(refused)
      }
      connection.reset((failure) => {
        if (failure) connection.close()
        resolve(refused)
      })
    })
  })
}

/** What OpenSSL and Node call a handshake that failed: smtps:// shakes hands before the first word. */
const handshake = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO$)/

function openingStage({ code = '', command = '', responseCode, originalCode }: Failure): Stage {
  if (code === 'EAUTH' || command.startsWith('AUTH')) return 'auth'
  if (code === 'ETLS' || command === 'STARTTLS' || handshake.test(originalCode ?? code)) return 'starttls'
  if (command === 'EHLO' || command === 'HELO') return 'ehlo'
  return responseCode ? 'greeting' : 'connection'
}

/** Which command was answered; undefined if the connection ended without an answer. */
function sendingStage({ code, command }: SMTPConnection.SMTPError): Stage | undefined {
  if (command === 'MAIL FROM') return 'mail'
  if (command === 'RCPT TO') return 'rcpt'
  if (command === 'DATA') return code === 'EMESSAGE' ? 'end' : 'data'
  // An envelope that is not sent at all, because an address cannot stand in it.
  return code === 'EENVELOPE' ? 'rcpt' : undefined
}

function replyOf(error: SMTPConnection.SMTPError, stage: Stage): SmtpReply {
  const { responseCode: code, response: text = '' } = error
  return code ? { stage, code, text } : { stage, silence: silenceOf(error) }
}

type Failure = SMTPConnection.SMTPError & { originalCode?: string; timeoutType?: string }

function silenceOf({ code = 'lost', originalCode, timeoutType }: Failure): string {
  if (timeoutType || code === 'ETIMEDOUT') return 'timeout'
  return code === 'ECONNECTION' ? 'lost' : (originalCode ?? code)
}
