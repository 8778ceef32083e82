import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSession, type SmtpSession } from '@/lib/mail/smtp-session'
import { freePort } from '../support/portal'
import { type Scripted, type SmtpServer, startSmtpServer } from '../support/smtp-server'

/** Which word of the dialogue an answer or a silence belongs to: what follows from it hangs on that (decision 0030, R-M8). */
let server: SmtpServer
const sessions: SmtpSession[] = []
const raw = Buffer.from('Subject: x\r\n\r\nText\r\n')
const envelope = { from: 'portal@portal.test', to: ['erika@beispiel.test'] }

beforeEach(async () => {
  server = await startSmtpServer({ capabilities: '250-AUTH PLAIN\r\n' })
})
afterEach(async () => {
  for (const session of sessions.splice(0)) session.close()
  await server.close()
})

async function open({ auth = false, port = Number(new URL(server.url).port) } = {}) {
  const limits = { connectionTimeout: 300, greetingTimeout: 300, socketTimeout: 300 }
  const opened = await openSession({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    ...limits,
    ...(auth && { auth: { user: 'portal', pass: 'x' } }),
  })
  if ('session' in opened) sessions.push(opened.session)
  return opened
}

async function opened(): Promise<SmtpSession> {
  const result = await open()
  if ('refusal' in result) throw new Error(JSON.stringify(result.refusal))
  return result.session
}

const says = (stage: string, answer: Scripted) => {
  server.script = (asked) => (asked.stage === stage ? answer : undefined)
}

describe('while it opens', () => {
  test.each([
    ['greeting', '554 5.7.1 Not you', { stage: 'greeting', code: 554 }],
    ['ehlo', '502 5.5.1 Not here', { stage: 'ehlo', code: 502 }],
    ['auth', '535 5.7.8 Wrong', { stage: 'auth', code: 535 }],
    ['greeting', { hang: true }, { silence: 'timeout' }],
    ['greeting', { cut: true }, { silence: 'lost' }],
    ['ehlo', { cut: true }, { silence: 'lost' }],
    ['auth', { cut: true }, { silence: 'lost' }],
  ] as const)('%s: %o', async (stage, answer, refusal) => {
    says(stage, answer)
    expect(await open({ auth: true })).toMatchObject({ refusal })
  })

  test('nobody listens: the word of the system', async () => {
    expect(await open({ port: await freePort() })).toMatchObject({
      refusal: { stage: 'connection', silence: 'ECONNREFUSED' },
    })
  })
})

describe('while it sends', () => {
  test.each(['mail', 'rcpt', 'data', 'end'] as const)('%s refused: said so, and the session goes on', async (stage) => {
    const session = await opened()
    says(stage, '550 5.7.1 No')
    expect(await session.deliver(envelope, raw)).toMatchObject({ outcome: 'refused', reply: { stage, code: 550 } })
    expect(session.isAlive()).toBe(true)
    server.script = () => undefined
    expect(await session.deliver(envelope, raw)).toEqual({ outcome: 'accepted' })
    expect(server.taken).toHaveLength(1)
  })

  test.each(['mail', 'rcpt', 'data', 'end'] as const)('%s answered with 421: the session has ended', async (stage) => {
    const session = await opened()
    says(stage, '421 4.3.2 Closing')
    expect(await session.deliver(envelope, raw)).toMatchObject({ outcome: 'refused', reply: { code: 421 } })
    await expect.poll(() => session.isAlive()).toBe(false)
  })

  test.each([
    ['cut', { cut: true }, 'lost'],
    ['silent', { hang: true }, 'timeout'],
  ] as const)(
    'the text left and the answer is %s: nobody knows, and the session has ended',
    async (_, answer, silence) => {
      const session = await opened()
      says('end', answer)
      expect(await session.deliver(envelope, raw)).toEqual({ outcome: 'unknown', silence })
      await expect.poll(() => session.isAlive()).toBe(false)
    },
  )

  test.each([
    ['cut', { cut: true }, 'lost'],
    ['silent', { hang: true }, 'timeout'],
  ] as const)('%s before the text left: it can be tried again', async (_, answer, silence) => {
    for (const stage of ['mail', 'rcpt'] as const) {
      const session = await opened()
      says(stage, answer)
      expect(await session.deliver(envelope, raw)).toMatchObject({ outcome: 'refused', reply: { silence } })
      await expect.poll(() => session.isAlive()).toBe(false)
    }
  })
})
