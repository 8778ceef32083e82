import { type AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export type Received = { recipients: string[]; raw: string; mail: Email }
type Reply = { code: number; text: string }

export type SmtpSink = {
  url: string
  received: Received[]
  /** Raw messages only, without reading them: for benchmarks. */
  count: number
  /** Decides about a recipient (RCPT TO); undefined = taken. */
  onRecipient?: (address: string) => Reply | undefined
  /** Decides about a message that has come in; `close` = it was stored, but the connection breaks before the answer. */
  onMessage?: (recipient: string, messageId: string) => Reply | 'close' | 'hang' | undefined
  close(): Promise<void>
}

/** A real SMTP server on loopback. `parse: false` keeps only a count. */
export async function startSmtpSink({ parse = true } = {}): Promise<SmtpSink> {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      const reply = sink.onRecipient?.(address)
      done(reply && failure(reply))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        if (!parse) {
          sink.count += 1
          return done()
        }
        const raw = Buffer.concat(chunks).toString('utf8')
        const mail = await PostalMime.parse(raw)
        const reply = sink.onMessage?.(recipients[0] ?? '', mail.messageId ?? '')
        if (reply && typeof reply === 'object') return done(failure(reply))
        sink.count += 1
        received.push({ recipients, raw, mail })
        if (reply === 'hang') return undefined
        if (reply === 'close') return breakOff(server)
        done()
      })
    },
  })
  // Broken connections are what some tests are about.
  server.on('error', () => undefined)
  const sink: SmtpSink = {
    url: '',
    received,
    count: 0,
    close: () =>
      new Promise((resolve) => {
        breakOff(server)
        server.close(() => resolve())
      }),
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  sink.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  return sink
}

function failure({ code, text }: Reply): Error {
  return Object.assign(new Error(text), { responseCode: code })
}

function breakOff(server: SMTPServer): void {
  const { connections } = server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }
  for (const connection of connections) connection._socket.destroy()
}
