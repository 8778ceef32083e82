import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { UtcClient } from '@/lib/db/utc-client'

/**
 * The way to a database elsewhere is encrypted and its certificate checked, or there is none (DS-06, ASVS 12.3.1, 12.3.2). The database of
 * these tests answers the question for TLS as PostgreSQL does; the certificate behind it is one that a stranger has signed.
 */
let database: Server
let stranger: SMTPServer
let answer: 'S' | 'N'
/** What came in clear after the answer: a client that falls back would begin to talk. */
let said = ''

beforeEach(async () => {
  said = ''
  stranger = new SMTPServer({ secure: true, logger: false })
  stranger.on('error', () => undefined)
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  database = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      socket.write(answer)
      if (answer === 'N') return socket.on('data', (chunk) => (said += chunk))
      const behind = connect((stranger.server.address() as AddressInfo).port, '127.0.0.1')
      behind.on('error', () => undefined)
      return socket.pipe(behind).pipe(socket)
    })
  })
  await new Promise<void>((resolve) => database.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  await new Promise<void>((resolve) => stranger.close(() => resolve()))
  database.close()
})

async function failureWith(query: string): Promise<string> {
  const { port } = database.address() as AddressInfo
  const client = new UtcClient({ connectionString: `postgresql://portal:geheim@127.0.0.1:${port}/portal?${query}` })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return ''
  } catch (error) {
    return String((error as { code?: string }).code ?? (error as Error).message)
  } finally {
    client.end().catch(() => undefined)
  }
}

describe.each(['sslmode=verify-full', 'sslmode=require', 'sslmode=verify-ca', 'ssl=true'])('with %s', (query) => {
  test('a certificate that nobody vouches for ends the connection', async () => {
    answer = 'S'
    expect(await failureWith(query)).toMatch(/SELF_SIGNED|UNABLE_TO_VERIFY|DEPTH_ZERO|CERT_/)
  })

  test('a server without TLS ends it too: nothing is said in clear', async () => {
    answer = 'N'
    expect(await failureWith(query)).toMatch(/does not support SSL/)
    expect(said).toBe('')
  })
})
