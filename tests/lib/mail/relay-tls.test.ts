import { expect, test } from 'vitest'
import { relayTls, transportInWords } from '@/lib/mail/relay-tls'

/** The policy says that mail travels encrypted (DS-06): what may leave in clear, and what staff read about it. */
test.each([
  ['smtp://mail.example:587', 'required', 'required'],
  ['smtp://10.0.0.5', 'required', 'required'],
  ['smtp://127.0.0.1.example', 'required', 'required'],
  ['smtp://localhost.example', 'required', 'required'],
  ['smtps://mail.example', 'required', 'required'],
  ['smtp://mail.example', 'opportunistic', 'opportunistic'],
  ['smtp://localhost:25', 'required', 'same-machine'],
  ['smtp://127.0.0.1', 'required', 'same-machine'],
  ['smtp://127.8.9.1:25', 'required', 'same-machine'],
  ['smtp://[::1]:25', 'required', 'same-machine'],
  ['smtp://user:localhost@mail.example', 'required', 'required'],
] as const)('%s with SMTP_TLS=%s: %s', (smtpUrl, smtpTls, expected) => {
  expect(relayTls({ smtpUrl, smtpTls })).toBe(expected)
  const words = transportInWords({ transport: 'smtp', from: 'a@b.de', smtpUrl, smtpTls })
  expect(words).toContain(
    { required: 'nur verschlüsselt', opportunistic: 'nur, wenn', 'same-machine': 'derselben' }[expected],
  )
})
