import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readSettings, secretNames, settingNames } from '@/lib/env'
import { sourceFiles } from '../support/source-files'

const good = {
  DATABASE_URL: 'postgresql://127.0.0.1/portal',
  NEXTAUTH_SECRET: 'n'.repeat(32),
  CRON_SECRET: 'c'.repeat(32),
}

const bad: [name: string, value: string | undefined, message: string][] = [
  ['DATABASE_URL', undefined, 'is missing'],
  ['DATABASE_URL', 'mysql://127.0.0.1/portal', 'must start with postgresql://'],
  ['DATABASE_OWNER_URL', 'mysql://127.0.0.1/portal', 'must start with postgresql://'],
  ['NEXTAUTH_SECRET', undefined, 'is missing'],
  ['NEXTAUTH_SECRET', 'short', 'must have at least 32 characters'],
  ['NEXTAUTH_SECRET_OLD', `${'o'.repeat(32)} short`, 'must have at least 32 characters'],
  ['CRON_SECRET', undefined, 'is missing'],
  ['CRON_SECRET', 'short', 'must have at least 32 characters'],
  ['PORT', '0', 'must be a port number'],
  ['PORT', '65536', 'must be a port number'],
  ['PORT', 'http', 'must be a port number'],
  ['PORT', '3000.5', 'must be a port number'],
  ['APP_URL', 'portal.example', 'must be an http(s) address'],
  ['APP_URL', 'javascript:alert(1)', 'must be an http(s) address'],
  ['APP_URL', 'https://portal.example/portal', 'must be an origin without a path'],
  ['MAIL_TRANSPORT', 'pigeon', 'must be outbox, smtp or resend'],
  ['SMTP_URL', 'http://mail.example', 'must start with smtp:// or smtps://'],
  ['SMTP_TLS', 'maybe', 'must be required or opportunistic'],
  ['RESEND_BASE_URL', 'mail.example', 'must be an http(s) address'],
  ['RESEND_REQUESTS_PER_SECOND', 'two', 'must be a number'],
  ['RESEND_REQUESTS_PER_SECOND', '0', 'must be greater than 0'],
  ['RESEND_REQUESTS_PER_SECOND', '101', 'must be at most 100'],
  ['MAIL_FROM', 'x', 'must be an address'],
  ['INBOUND_PATTERN', 'portal@portal.example', 'must be an address with %{key}'],
  ['INBOUND_PATTERN', 'a long prefix+%{key}@portal.example', 'must be an address with %{key}'],
  ['INBOUND_VERP', 'yes', 'must be on or off'],
  ['INBOUND_AUTHSERV_IDS', 'mx.portal.example; x', 'must be names of mail servers'],
  ['INBOUND_IMAP_URL', 'pop3://portal:secret@imap.portal.example', 'must be imaps://user:password@host'],
  ['INBOUND_IMAP_URL', 'imaps://imap.portal.example', 'must be imaps://user:password@host'],
  ['INBOUND_IMAP_URL', 'imaps://portal:50%@imap.portal.example', 'must be imaps://user:password@host'],
  ['INBOUND_FOLDER', ' , ', 'must not be empty'],
  ['INBOUND_DONE_FOLDER', ' ', 'must not be empty'],
  ['INBOUND_RESEND', 'yes', 'must be on or off'],
  ['SCHEDULER', 'cron', 'must be internal or off'],
  ['ACCESS_LOG', 'nowhere', 'must be files, stdout or off'],
  ['ALLOW_PUBLIC_BIND', 'yes', 'must be 0 or 1'],
  ['DEMO', 'yes', 'must be 0 or 1'],
  ['TRUST_PROXY', 'all', 'must be a number of proxies'],
  ['TRUST_PROXY', '-1', 'must be a number of proxies'],
  ['TRUST_PROXY', '11', 'must be a number of proxies'],
  ['WEB_CONCURRENCY', '0', 'must be at least 1'],
  ['WEB_CONCURRENCY', '65', 'must be at most 64'],
  ['WEB_CONCURRENCY', '1.5', 'must be a whole number'],
  ['WEB_CONCURRENCY', 'many', 'must be a number'],
]

/** Settings for which every text is right. */
const anything = ['DATA_DIR', 'OPERATOR_FILE', 'ERASURES_LOG', 'HOST', 'RESEND_API_KEY', 'RESEND_WEBHOOK_SECRET']

/** The settings that the code knows; VERCEL is set by that host, not by people. */
const known = [...readFileSync('lib/env.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)]
  .map(([, name = '']) => name)
  .filter((name) => name !== 'VERCEL')

describe('a bad setting is refused with one line that names it', () => {
  test.each(bad)('%s=%s', (name, value, message) => {
    const read = () => readSettings({ ...good, [name]: value })
    expect(read).toThrow(`Setting ${name} ${message}`)
    expect(read).not.toThrow('\n')
  })

  test('every setting has such a case, or takes any text', () => {
    expect([...new Set(bad.map(([name]) => name)), ...anything].sort()).toEqual([...known].sort())
  })

  test.each([
    [{ MAIL_TRANSPORT: 'smtp' }, 'Setting SMTP_URL is missing (MAIL_TRANSPORT is smtp)'],
    [{ INBOUND_RESEND: 'on' }, 'Setting RESEND_API_KEY is missing (INBOUND_RESEND is on)'],
    [
      { INBOUND_IMAP_URL: 'imaps://portal:secret@imap.portal.example', INBOUND_FOLDER: 'INBOX, Erledigt' },
      'Setting INBOUND_DONE_FOLDER must not be a folder of INBOUND_FOLDER',
    ],
    [{ MAIL_TRANSPORT: 'resend' }, 'Setting RESEND_API_KEY is missing (MAIL_TRANSPORT is resend)'],
    [{ VERCEL: '1' }, 'Setting MAIL_TRANSPORT must be smtp or resend on Vercel'],
  ])('%o', (source, message) => {
    expect(() => readSettings({ ...good, ...source })).toThrow(message)
  })

  test('the value itself is never shown: it may be a secret', () => {
    expect(() => readSettings({ ...good, CRON_SECRET: 'geheim' })).not.toThrow('geheim')
  })
})

describe('what is not set', () => {
  test('has its default; an empty value counts as not set', () => {
    expect(readSettings({ ...good, PORT: '', APP_URL: '', TRUST_PROXY: '' })).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      appUrl: 'http://localhost:3000',
      scheduler: 'internal',
      demo: false,
      trustProxy: 0,
      webConcurrency: 1,
      mail: { transport: 'outbox' },
    })
  })

  test('leaves the transport of mail to what is configured', () => {
    expect(readSettings({ ...good, SMTP_URL: 'smtp://127.0.0.1' }).mail.transport).toBe('smtp')
    expect(readSettings({ ...good, RESEND_API_KEY: 'key' }).mail.transport).toBe('resend')
  })

  test('Vercel calls the duties itself', () => {
    expect(readSettings({ ...good, VERCEL: '1', SMTP_URL: 'smtp://127.0.0.1' }).scheduler).toBe('off')
  })
})

test('docs/settings.md lists exactly the settings that the code knows', () => {
  const listed = [...readFileSync('docs/settings.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
    ([, name = '']) => name,
  )
  expect(listed.sort()).toEqual([...known].sort())
})

describe('variables that documents and examples name', () => {
  const example = readFileSync('.env.example', 'utf8')

  test('.env.example has every setting, once', () => {
    const names = [...example.matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name = '']) => name)
    expect(names.sort()).toEqual(settingNames.toSorted())
  })

  test('.env.example is a set that starts, with secrets put in', () => {
    const set = parseEnv(example.replace(/_SECRET=$/gm, `$&${'x'.repeat(43)}`))
    expect(readSettings(set)).toMatchObject({ appUrl: 'https://portal.example', mail: { transport: 'smtp' } })
  })

  test('are settings, or read by the code or by Node.js', () => {
    const read = sourceFiles()
      .filter((file) => /\.(tsx?|mjs)$/.test(file))
      .map((file) => readFileSync(file, 'utf8'))
    const known = new Set([
      ...settingNames,
      ...secretNames.map((name) => `${name}_FILE`),
      ...read.flatMap((text) => [...text.matchAll(/process\.env\.([A-Z_]+)/g)].map(([, name = '']) => name)),
    ])
    const documents = sourceFiles().filter((file) => /\.(md|service|conf|example|yml)$/.test(file))
    const named = documents.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?:`|^Environment=|^| )([A-Z]{2,}(?:_[A-Z]+)+)(?==|`|\/)/gm)].map(
        ([, name = '']) => ({ file, name }),
      ),
    )
    expect(named.length).toBeGreaterThan(50)
    expect(named.filter(({ name }) => !known.has(name) && !name.startsWith('NODE_'))).toEqual([])
  })
})

test('the address of a mailbox says host, port, user and password; folders stand beside it', () => {
  const read = (extra: Record<string, string>) => readSettings({ ...good, ...extra }).inbound.mailbox
  expect(read({})).toBeUndefined()
  expect(read({ INBOUND_IMAP_URL: 'imaps://portal%40portal.example:p%2Fw@imap.portal.example' })).toEqual({
    host: 'imap.portal.example',
    port: 993,
    isTls: true,
    user: 'portal@portal.example',
    password: 'p/w',
    folders: ['INBOX'],
    doneFolder: 'Erledigt',
  })
  expect(
    read({ INBOUND_IMAP_URL: 'imap://portal:secret@[::1]:1143', INBOUND_FOLDER: 'INBOX, Junk Mail,INBOX' }),
  ).toMatchObject({ host: '::1', port: 1143, isTls: false, folders: ['INBOX', 'Junk Mail'] })
})
