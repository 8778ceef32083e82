import { type AddressInfo, createServer, type Socket } from 'node:net'
import { type Stage } from '@/lib/mail/judge-reply'

/** A reply line; after a while; or the connection breaks: before the reply, or `hang`: nothing ever comes. */
export type Scripted = string | { reply?: string; afterMs?: number; cut?: boolean; hang?: boolean } | undefined
export type Asked = { stage: Exclude<Stage, 'connection'>; to: string; line: string }
export type Taken = { to: string; messageId: string }

/**
 * A mail server on loopback whose every answer can be set: `script` returns what it says at a stage, or undefined for
 * the usual word. `taken` = what came in whole and was not refused.
 */
export type SmtpServer = {
  url: string
  taken: Taken[]
  connections: number
  script: (asked: Asked) => Scripted
  close(): Promise<void>
}

const usual = {
  greeting: '220 mx.test ESMTP',
  ehlo: '250-mx.test\r\n250-SIZE 1000000\r\n250 8BITMIME',
  starttls: '502 5.5.1 Not here',
  auth: '235 2.7.0 Welcome',
  mail: '250 2.1.0 Ok',
  rcpt: '250 2.1.5 Ok',
  data: '354 Go on',
  end: '250 2.0.0 Ok: queued',
} satisfies Record<Asked['stage'], string>

const stageOfVerb: Record<string, Asked['stage']> = {
  EHLO: 'ehlo',
  HELO: 'ehlo',
  STARTTLS: 'starttls',
  AUTH: 'auth',
  MAIL: 'mail',
  RCPT: 'rcpt',
  DATA: 'data',
}

export async function startSmtpServer(
  { capabilities = '' } = {},
  script: SmtpServer['script'] = () => undefined,
): Promise<SmtpServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    result.connections += 1
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    // Connections that break are what the tests are about.
    converse(socket, result, capabilities).catch(() => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const result: SmtpServer = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken: [],
    connections: 0,
    script,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
  return result
}

async function converse(socket: Socket, server: SmtpServer, capabilities: string): Promise<void> {
  let to = ''
  const say = async (stage: Asked['stage'], line: string): Promise<string> => {
    const scripted = server.script({ stage, to, line })
    const { reply, afterMs = 0, cut, hang } = typeof scripted === 'string' ? { reply: scripted } : (scripted ?? {})
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs))
    if (cut) socket.destroy()
    if (cut || hang) return ''
    const words = reply ?? (stage === 'ehlo' ? usual.ehlo.replace('\r\n', `\r\n${capabilities}`) : usual[stage])
    if (!socket.destroyed) socket.write(`${words}\r\n`)
    if (words.startsWith('421')) socket.end()
    return words
  }
  await say('greeting', '')
  let buffer = ''
  let isText = false
  for await (const chunk of socket) {
    buffer += (chunk as Buffer).toString('latin1')
    for (;;) {
      const mark = isText ? '\r\n.\r\n' : '\r\n'
      const at = buffer.indexOf(mark)
      if (at < 0) break
      const line = buffer.slice(0, at)
      buffer = buffer.slice(at + mark.length)
      if (isText) {
        isText = false
        const messageId = /^message-id:\s*(<[^>]*>)/im.exec(line)?.[1] ?? ''
        if (!/^[45]/.test(await say('end', line))) server.taken.push({ to, messageId })
        continue
      }
      const verb = line.split(' ')[0]?.toUpperCase() ?? ''
      const stage = stageOfVerb[verb]
      if (verb === 'RCPT') to = /<([^>]*)>/.exec(line)?.[1] ?? ''
      if (stage) isText = (await say(stage, line)).startsWith('354')
      else if (verb === 'QUIT') socket.end('221 bye\r\n')
      else socket.write('250 Ok\r\n')
    }
  }
}
