import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readSettings, secretNames, settingNames } from '@/lib/env'
import { misspelt, refusals, requireClosed, warnings } from '@/lib/fail-closed'
import { isAtThisMachine } from '@/lib/from-inside'
import { missingFacts, operatorOf } from '@/lib/operator'
import { bitsOf } from '@/lib/secret-strength'

/** A portal whose address is not this very machine does not start with what is convenient there (DS-06, ASVS 13.4.2, 16.5.3). */
const folder = mkdtempSync(path.join(tmpdir(), 'portal-closed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string): string {
  const place = path.join(folder, name)
  writeFileSync(place, content)
  return place
}

const facts = Object.fromEntries(
  missingFacts(operatorOf({}))
    .map((name) => [name.split('.'), 'eingetragen'] as const)
    .filter(([[, sub]]) => !sub),
)
const accessibility = Object.fromEntries(
  missingFacts(operatorOf({})).flatMap((name) =>
    name.startsWith('accessibility.') ? [[name.slice(14), 'steht hier']] : [],
  ),
)
const complete = file('operator.json', JSON.stringify({ ...facts, accessibility }))
const S1 = 'q2Vw7nR4sX9bLk3TzY8uHc5JdFm1pGoA6eWi0QrBvNM'
const S2 = 'Zt8yKf2XwPq5LrHn7VbMc3DgJs9UaEo1TiRk6NhYzB4'

/** What docs/operation.md asks a production portal to set. */
const good = {
  DATABASE_URL: 'postgresql://portal@127.0.0.1/portal',
  APP_URL: 'https://portal.example',
  NEXTAUTH_SECRET: S1,
  CRON_SECRET: S2,
  SMTP_URL: 'smtps://user:password@mail.example',
  MAIL_FROM: 'Portal <portal@portal.example>',
  TRUST_PROXY: '1',
  OPERATOR_FILE: complete,
}
type Source = Record<string, string | undefined>

function start(source: Source): void {
  const settings = readSettings(source)
  requireClosed(source, settings, operatorOf(settings))
}

test('the good set starts, with nothing to warn about', () => {
  expect(() => start(good)).not.toThrow()
  expect(warnings(good, readSettings(good))).toEqual([])
})

const refused: [title: string, changed: Source, named: string][] = [
  ['no way to send mail', { SMTP_URL: undefined }, 'SMTP_URL'],
  ['the outbox in so many words', { MAIL_TRANSPORT: 'outbox' }, 'SMTP_URL'],
  ['demo data', { DEMO: '1' }, 'DEMO'],
  ['http', { APP_URL: 'http://portal.example' }, 'APP_URL must begin with https:'],
  ['a path in the address', { APP_URL: 'https://portal.example/portal' }, 'APP_URL must be an origin'],
  ['a query in the address', { APP_URL: 'https://portal.example/?a' }, 'APP_URL must be an origin'],
  ['a password in the address', { APP_URL: 'https://a:b@portal.example' }, 'APP_URL must be an origin'],
  ['no address with a database elsewhere', { APP_URL: undefined }, 'APP_URL is missing'],
  ['equal secrets', { CRON_SECRET: S1 }, 'must differ'],
  ['a repeated sign', { NEXTAUTH_SECRET: 'a'.repeat(64) }, 'NEXTAUTH_SECRET can be guessed'],
  ['a repeated word', { CRON_SECRET: 'k7Q!x2'.repeat(8) }, 'CRON_SECRET can be guessed'],
  ['an example', { NEXTAUTH_SECRET: 'change-me-change-me-change-me-please' }, 'NEXTAUTH_SECRET can be guessed'],
  ['a sentence', { CRON_SECRET: 'Rennsteig im Nebel ueber Ilmenau 42' }, 'CRON_SECRET can be guessed'],
  ['the secrets of these tests', { NEXTAUTH_SECRET: 'test-nextauth-secret-0123456789abcdef' }, 'NEXTAUTH_SECRET can'],
  ['no access log', { ACCESS_LOG: 'off' }, 'ACCESS_LOG'],
  ['a database elsewhere, in clear', { DATABASE_URL: 'postgresql://db.example/portal' }, 'DATABASE_URL names another'],
  [
    'the same named by a parameter',
    { DATABASE_URL: 'postgresql:///portal?host=10.0.0.7' },
    'DATABASE_URL names another',
  ],
  ['the same for its owner', { DATABASE_OWNER_URL: 'postgresql://o@db.example/portal' }, 'DATABASE_OWNER_URL names'],
  [
    'the provider of mail in clear',
    { SMTP_URL: undefined, RESEND_API_KEY: 're_1', RESEND_BASE_URL: 'http://mail.example' },
    'RESEND_BASE_URL must begin with https:',
  ],
  ['a sender without an address', { MAIL_FROM: 'xyz' }, 'MAIL_FROM must be an address'],
  ['a sender with half an address', { MAIL_FROM: 'Portal <portal@>' }, 'MAIL_FROM must be an address'],
  ['a port that strangers reach past the proxy', { HOST: '0.0.0.0' }, 'HOST must be 127.0.0.1'],
  ['the same on IPv6', { HOST: '::' }, 'HOST must be 127.0.0.1'],
  [
    'no facts of the operator',
    { OPERATOR_FILE: undefined },
    'OPERATOR_FILE is missing, and config/operator.json lacks facts of the operator: street, postalCode',
  ],
  ['a file of facts that is not there', { OPERATOR_FILE: path.join(folder, 'no.json') }, 'ENOENT'],
  ['facts that are no JSON', { OPERATOR_FILE: file('bad.json', '{') }, 'no JSON'],
  ['a fact that nobody knows', { OPERATOR_FILE: file('odd.json', '{"stret":"x"}') }, 'stret'],
  ['a misspelt setting', { TRUST_PROXI: '1', TRUST_PROXY: undefined }, 'TRUST_PROXI is no setting, TRUST_PROXY is'],
  ['a letter too many', { NEXTAUTH_SECRETT: S1 }, 'NEXTAUTH_SECRETT is no setting'],
  ['swapped letters', { SMPT_URL: 'smtp://mail.example' }, 'SMPT_URL is no setting, SMTP_URL is'],
  ['a misspelt file', { SMTP_URL_FIL: '/run/x' }, 'SMTP_URL_FIL is no setting'],
  ['swapped values', { NEXTAUTH_SECRET: good.SMTP_URL, SMTP_URL: S1 }, 'SMTP_URL must start with'],
]

describe('a public portal does not start with', () => {
  test.each(refused)('%s', (_, changed, named) => {
    const attempt = () => start({ ...good, ...changed })
    expect(attempt).toThrow(named)
    expect(attempt).not.toThrow('\n')
    for (const secret of [S1, S2]) expect(attempt).not.toThrow(secret)
  })

  test('each setting that it needs, if it is missing', () => {
    const needed = Object.keys(good).filter((name) => !['MAIL_FROM', 'TRUST_PROXY'].includes(name))
    for (const name of needed) expect(() => start({ ...good, [name]: undefined }), name).toThrow(name)
  })

  test('everything at once is named in one line', () => {
    const source = {
      ...good,
      APP_URL: 'http://portal.example',
      SMTP_URL: '',
      DEMO: '1',
      CRON_SECRET: S1,
      OPERATOR_FILE: '',
    }
    const settings = readSettings(source)
    const found = refusals(source, settings, operatorOf(settings)).join('; ')
    for (const name of ['APP_URL', 'SMTP_URL', 'DEMO', 'CRON_SECRET', 'OPERATOR_FILE']) expect(found).toContain(name)
    expect(() => readSettings({ ...good, PORT: 'x', DEMO: 'x' })).toThrow(/PORT.*DEMO/)
  })
})

describe('a public portal starts with', () => {
  test.each<[string, Source]>([
    ['an open port that somebody vouches for', { HOST: '0.0.0.0', ALLOW_PUBLIC_BIND: '1' }],
    ['an open port and no proxy that is believed', { HOST: '0.0.0.0', TRUST_PROXY: '0' }],
    ['a slash at the end of its address', { APP_URL: 'https://portal.example/' }],
    ['Resend', { SMTP_URL: undefined, RESEND_API_KEY: 're_1' }],
    ['a secret of 128 bits in hexadecimal digits', { CRON_SECRET: '3f9a0c7be1d84265b0f7395ce8a16d42' }],
    ['demo data that are switched off', { DEMO: '0' }],
    ['variables of other programs', { HOME: '/root', PGHOST: '/run', LANG: 'C', PATH: '/bin', NODE_ENV: 'production' }],
  ])('%s', (_, changed) => {
    expect(() => start({ ...good, ...changed })).not.toThrow()
  })

  test.each<[name: string, changed: Source]>([
    ['TRUST_PROXY', { TRUST_PROXY: '0' }],
    ['SCHEDULER', { SCHEDULER: 'off' }],
    ['SMTP_TLS', { SMTP_TLS: 'opportunistic' }],
    ['RESEND_WEBHOOK_SECRET', { SMTP_URL: undefined, RESEND_API_KEY: 're_1' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgresql://db.example/portal?sslmode=disable' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgresql://db.example/portal?sslmode=no-verify' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgresql://db.example/portal?sslmode=require&uselibpqcompat=true' }],
    ['DATABASE_OWNER_URL', { DATABASE_OWNER_URL: 'postgresql://db.example/portal?sslmode=disable' }],
  ])('a warning about %s', (name, changed) => {
    const source = { ...good, ...changed }
    expect(() => start(source)).not.toThrow()
    expect(warnings(source, readSettings(source)).map((warning) => warning.name)).toEqual([name])
  })

  test('no warning about an encrypted database elsewhere, or one behind a socket', () => {
    for (const DATABASE_URL of [
      'postgresql://db.example/p?sslmode=verify-full',
      'postgresql://db.example/p?sslmode=require',
      'postgresql://db.example/p?ssl=true',
      'postgresql:///p?host=/run/postgresql',
    ])
      expect(warnings(good, readSettings({ ...good, DATABASE_URL }))).toEqual([])
  })
})

describe('at this very machine everything convenient is there', () => {
  test.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])('%s', (APP_URL) => {
    const { DATABASE_URL, NEXTAUTH_SECRET, CRON_SECRET } = {
      ...good,
      CRON_SECRET: 'c'.repeat(32),
      NEXTAUTH_SECRET: 'c'.repeat(32),
    }
    expect(() =>
      start({ DATABASE_URL, NEXTAUTH_SECRET, CRON_SECRET, APP_URL, DEMO: '1', ACCESS_LOG: 'off' }),
    ).not.toThrow()
  })

  test.each([
    'http://localhost.example',
    'https://127.0.0.1.example',
    'http://192.168.0.1',
    'http://0.0.0.0',
    'http://[::2]',
  ])('but %s is another one', (APP_URL) => {
    expect(() => start({ ...good, APP_URL, DEMO: '1' })).toThrow('DEMO')
  })
})

describe('secrets in files', () => {
  test.each(secretNames)('%s_FILE', (name) => {
    const value =
      { SMTP_URL: good.SMTP_URL, INBOUND_IMAP_URL: 'imaps://portal:wort@post.portal.example' }[name as string] ??
      (name.includes('DATABASE') ? good.DATABASE_URL : S1)
    const source = { ...good, [name]: undefined, [`${name}_FILE`]: file(name, `${value}\n`) }
    expect(readSettings(source)).toEqual(readSettings({ ...good, [name]: value }))
    expect(() => readSettings({ ...source, [name]: value })).toThrow(`${name} is given twice`)
    expect(() => readSettings({ ...source, [`${name}_FILE`]: path.join(folder, 'none') })).toThrow(`${name}_FILE names`)
    expect(() => readSettings({ ...source, [`${name}_FILE`]: file('empty', '\n') })).toThrow('is empty')
  })
})

test('no setting is taken for another one', () => {
  const all = [...settingNames, ...secretNames.map((name) => `${name}_FILE`)]
  expect(misspelt(Object.fromEntries(all.map((name) => [name, '1'])))).toEqual([])
})

describe('how strong a secret is', () => {
  test('made ones are strong enough, whatever they are written with', () => {
    for (const [form, bytes] of [
      ['base64url', 32],
      ['base64', 32],
      ['hex', 32],
      ['base64url', 24],
    ] as const) {
      for (let i = 0; i < 2_000; i++) {
        const secret = createHash('sha256').update(`${form} ${i}`).digest().subarray(0, bytes).toString(form)
        expect(bitsOf(secret), secret).toBeGreaterThanOrEqual(128)
      }
    }
  })

  test.each([
    '0123456789abcdef0123456789abcdef',
    'abcdefghijklmnopqrstuvwxyz012345',
    'password-password-password-password',
    'Geheimnis!Geheimnis!Geheimnis!2026',
    'qualiservice-thueringen-nextauth-secret-2026',
    'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1',
    '12345678901234567890123456789012',
    'correct horse battery staple twice over',
  ])('%s is not', (secret) => {
    expect(bitsOf(secret)).toBeLessThan(128)
  })
})

describe('the local outbox is shown to', () => {
  test.each<[string, Record<string, string>, string | undefined, boolean]>([
    ['somebody at this machine', { host: 'localhost:3000' }, '127.0.0.1', true],
    ['the same by address', { host: '127.0.0.1:3000' }, '::ffff:127.0.0.1', true],
    ['the same on IPv6', { host: '[::1]:3000' }, '::1', true],
    ['nobody on the network', { host: 'localhost:3000' }, '192.168.0.7', false],
    ['nobody whose address is not known', { host: 'localhost:3000' }, undefined, false],
    ['nobody under a foreign name', { host: 'portal.example' }, '127.0.0.1', false],
    ['nobody under a name that begins like it', { host: 'localhost.example' }, '127.0.0.1', false],
    ['nobody without a name', {}, '127.0.0.1', false],
    ['nobody behind a proxy', { host: 'localhost', 'x-forwarded-for': '203.0.113.9' }, '127.0.0.1', false],
    ['nobody behind one that calls itself', { host: 'localhost', via: '1.1 cache' }, '127.0.0.1', false],
  ])('%s', (_, headers, peer, is) => {
    expect(isAtThisMachine(new Headers(headers), peer)).toBe(is)
  })
})
