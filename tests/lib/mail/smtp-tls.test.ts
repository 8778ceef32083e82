import { type AddressInfo } from 'node:net'
import { DEFAULT_MIN_VERSION } from 'node:tls'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type RelayTls } from '@/lib/mail/relay-tls'
import { smtpTransport } from '@/lib/mail/smtp-transport'

/**
 * Mail leaves encrypted to a relay that proves who it is, or it does not leave (DS-06, ASVS 12.3.1, 12.3.2). The relay of these tests offers
 * STARTTLS with a certificate that it has signed itself.
 */
let server: SMTPServer
let received = 0

beforeEach(async () => {
  received = 0
  server = new SMTPServer({
    authOptional: true,
    logger: false,
    onData: (stream, _session, done) => {
      received += 1
      stream.resume().on('end', () => done())
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())))

async function send(tls: Exclude<RelayTls, 'same-machine'>, query = '') {
  const { port } = server.server.address() as AddressInfo
  const transport = smtpTransport(`smtp://127.0.0.1:${port}/${query}`, { tls, limits: { setUp: 2_000, answer: 2_000 } })
  const mail = {
    from: 'portal@portal.test',
    to: 'erika@beispiel.test',
    subject: 'Guten Tag',
    text: 'x',
    html: '<p>x</p>',
  }
  try {
    return (await transport.send([{ ...mail, messageId: '<1@portal.test>', headers: {} } as never], 'key'))[0]
  } finally {
    await transport.close()
  }
}

describe('where TLS is required', () => {
  test.each([
    '',
    '?tls.rejectUnauthorized=false',
    '?ignoreTLS=true',
    '?requireTLS=false',
    '?opportunisticTLS=true',
    '?secure=false',
  ])('nothing goes to a relay whose certificate nobody vouches for, whatever its address says: %j', async (query) => {
    expect(await send('required', query)).toMatchObject({ outcome: 'unavailable', cause: 'tls' })
    expect(received).toBe(0)
  })

  test('protocols before TLS 1.2 are not spoken (ASVS 12.1.1)', () => {
    expect(['TLSv1.2', 'TLSv1.3']).toContain(DEFAULT_MIN_VERSION)
  })
})

test('where the operator says that it is not, the address decides', async () => {
  expect(await send('opportunistic', '?ignoreTLS=true')).toMatchObject({ outcome: 'accepted' })
  expect(received).toBe(1)
})
