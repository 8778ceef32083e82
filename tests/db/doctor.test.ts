import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { database } from '@/lib/db/client'
import { examine } from '@/lib/doctor/examine'
import { type Finding } from '@/lib/doctor/finding'
import { lookAtAddress } from '@/lib/doctor/look-at-address'
import { lookAtBackups, lookAtMachine } from '@/lib/doctor/look-at-machine'
import { lookAtMail, type Names } from '@/lib/doctor/look-at-mail'
import { lookAtMailbox } from '@/lib/doctor/look-at-mailbox'
import { lookAtPortal } from '@/lib/doctor/look-at-portal'
import { sendTestMail } from '@/lib/doctor/send-test-mail'
import { type Settings, settings } from '@/lib/env'
import { reconcileErasureLog } from '@/lib/erasure/erasure-log'
import { appendHeader } from '@/lib/erasure/log-file'
import { seal } from '@/lib/seal'
import { aMember } from '../support/cast'
import { at, TEST_NOW, testContext } from '../support/context'
import { startMockImap } from '../support/imap-server'
import { type SmtpServer, startSmtpServer } from '../support/smtp-server'

/** `portal doctor`: each fault of an operator is one line that says what to do (S-J5); a portal that is well has none. */
const ctx = testContext({ actor: { kind: 'operator' } })
let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'doctor-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const given = (change: Partial<Settings> = {}): Settings => ({
  ...settings(),
  dataDir: folder,
  erasuresLog: path.join(folder, 'erasures.log'),
  ...change,
})
const stateOf = (findings: Finding[], subject: string) =>
  findings.filter((finding) => finding.subject === subject).map(({ state }) => state)
const all = async (findings: AsyncIterable<Finding>) => {
  const found: Finding[] = []
  for await (const finding of findings) found.push(finding)
  return found
}

describe('the machine', () => {
  test('a folder that others may read is named, a private one is good', async () => {
    writeFileSync(path.join(folder, 'secrets.json'), '{}', { mode: 0o600 })
    expect(stateOf(await lookAtMachine(given()), 'Datenordner')).toEqual(['good'])
    writeFileSync(path.join(folder, 'open.log'), '', { mode: 0o644 })
    const [, rights] = await lookAtMachine(given())
    expect(rights).toMatchObject({ state: 'bad', text: expect.stringContaining('open.log') })
  })

  const hoursAgo = (hours: number) => new Date(TEST_NOW.getTime() - hours * 3_600_000)
  test.each([
    ['none named', undefined, undefined, 'look'],
    ['no such folder', 'none', undefined, 'bad'],
    ['an empty folder', 'backups', undefined, 'bad'],
    ['a backup of last night', 'backups', hoursAgo(26), 'good'],
    ['a backup of the night before', 'backups', hoursAgo(27.1), 'bad'],
  ] as const)('backups: %s', (_, name, at, state) => {
    mkdirSync(path.join(folder, 'backups'))
    const file = path.join(folder, 'backups', 'portal.dump')
    if (at) {
      writeFileSync(file, '')
      utimesSync(file, at, at)
    }
    const found = lookAtBackups(name && path.join(folder, name), path.join(folder, 'data'), TEST_NOW)
    expect(found.state).toBe(state)
  })

  test('backups beside the data are none', () => {
    mkdirSync(path.join(folder, 'data', 'backups'), { recursive: true })
    writeFileSync(path.join(folder, 'data', 'backups', 'portal.dump'), '')
    expect(lookAtBackups(path.join(folder, 'data', 'backups'), path.join(folder, 'data'), TEST_NOW).state).toBe('bad')
  })
})

describe('the rows of the portal', () => {
  const look = (now = TEST_NOW) => lookAtPortal(at(ctx, now), given())

  async function staff(role: 'admin' | 'approver' | 'dpo', hasFactor: boolean) {
    const { accountId } = await aMember(ctx)
    await ctx.db.account.update({ where: { id: accountId }, data: { role } })
    if (hasFactor)
      await ctx.db.authenticator.create({
        data: {
          accountId,
          secret: seal('JBSWY3DPEHPK3PXP', 'authenticator', accountId),
          createdAt: TEST_NOW,
          confirmedAt: TEST_NOW,
        },
      })
    return accountId
  }

  test('nobody, somebody without a factor, somebody with one', async () => {
    expect(stateOf(await look(), 'Team')).toEqual(['bad', 'bad', 'look'])
    await staff('admin', false)
    await staff('approver', true)
    await staff('dpo', true)
    expect(stateOf(await look(), 'Team')).toEqual(['bad', 'good', 'good'])
  })

  test('a secret that this portal did not seal is found, before its owner cannot sign in', async () => {
    await staff('admin', true)
    expect(stateOf(await look(), 'Geheimnisse')).toEqual(['good'])
    const other = await staff('approver', false)
    const secret = Uint8Array.from(Buffer.alloc(60, 7))
    await ctx.db.authenticator.create({
      data: { accountId: other, secret, createdAt: TEST_NOW, confirmedAt: TEST_NOW },
    })
    const findings = await look()
    expect(findings).toContainEqual(
      expect.objectContaining({ subject: 'Geheimnisse', state: 'bad', text: expect.stringMatching(/^1 von 2 /) }),
    )
  })

  test('mail that has waited a quarter of an hour is late, a minute less is not', async () => {
    const dueAt = new Date(TEST_NOW.getTime() - 15 * 60_000)
    await ctx.db.outgoingMail.create({ data: { template: 'staff-alert', recipient: 'x@beispiel.test', dueAt } })
    expect(stateOf(await look(), 'Warteschlange der E-Mails')).toEqual(['good'])
    expect(stateOf(await look(new Date(TEST_NOW.getTime() + 60_000)), 'Warteschlange der E-Mails')).toEqual(['bad'])
  })

  test('a step that fails, and a duty that is late, are named', async () => {
    await ctx.db.dutyStep.create({ data: { duty: 'housekeeping', step: 'write-erasures', failingSince: TEST_NOW } })
    const findings = await look(new Date(Date.now() + 40 * 3_600_000))
    const texts = findings.filter(({ subject }) => subject === 'Aufgaben').map(({ text }) => text)
    expect(texts.some((text) => text.includes('schlägt fehl seit'))).toBe(true)
    expect(texts.some((text) => text.includes('noch nie vollständig gelaufen'))).toBe(true)
  })

  test('the file of erasures: none, its own, that of another database', async () => {
    const found = async () => stateOf(await look(), 'Datei der Löschungen')
    expect(await found()).toEqual(['look'])
    const own = given()
    const before = settings().erasuresLog
    settings().erasuresLog = own.erasuresLog
    try {
      await reconcileErasureLog(ctx)
      expect(await found()).toEqual(['good'])
      const home = await database().pool.query('SELECT home FROM database_home')
      await ctx.db.$executeRaw`UPDATE database_home SET home = 'elsewhere'`
      // Moved to another place, and never opened there.
      expect(await found()).toEqual(['good'])
      await ctx.db.$executeRaw`UPDATE database_home SET home = ${home.rows[0]?.home}`
    } finally {
      settings().erasuresLog = before
    }
    await appendHeader(path.join(folder, 'erasures.log'), 'another database', TEST_NOW)
    expect(await found()).toEqual(['bad'])
    expect(stateOf(await lookAtPortal(ctx, given({ erasuresLog: undefined })), 'Datei der Löschungen')).toEqual(['bad'])
  })
})

describe('the way to the relay', () => {
  let server: SmtpServer
  afterEach(() => server.close())

  test.each([
    ['it is ready', undefined, 'good', /Anmeldung/],
    ['it knows the password no more', { auth: '535 5.7.8 No' }, 'bad', /535 5\.7\.8/],
    ['it does not greet the portal', { greeting: '554 5.7.1 Go away' }, 'bad', /554/],
    ['it is busy', { ehlo: '421 4.3.2 Later' }, 'bad', /421/],
  ] as const)('%s', async (_, says, state, text) => {
    const script = ({ stage }: { stage: string }) => (says as Record<string, string> | undefined)?.[stage]
    server = await startSmtpServer({ capabilities: '250-AUTH PLAIN LOGIN\r\n' }, script)
    const smtpUrl = server.url.replace('smtp://', 'smtp://portal:secret-word@')
    const [relay] = await lookAtMail(given({ mail: { ...settings().mail, transport: 'smtp', smtpUrl } }))
    expect(relay).toMatchObject({ subject: 'Mailserver', state, text: expect.stringMatching(text) })
    expect(JSON.stringify(relay)).not.toContain('secret-word')
    expect(server.taken).toEqual([])
  })
})

test('the mailbox of the portal is opened and not touched; what is wrong with it is named, its password never', async () => {
  const imap = await startMockImap()
  try {
    imap.deliver('Subject: x\r\n\r\nText\r\n')
    const look = (change: Partial<typeof imap.mailbox>) =>
      lookAtMailbox(given({ inbound: { mailbox: { ...imap.mailbox, ...change }, fromResend: false } }))
    expect(await look({ folders: ['INBOX', 'Junk'] })).toMatchObject([
      { subject: 'Posteingang INBOX', state: 'good' },
      { subject: 'Posteingang Junk', state: 'bad', text: expect.stringContaining('Ordner') },
    ])
    const wrong = [...(await look({ password: 'geheim' })), ...(await look({ port: 1 }))]
    expect(wrong.map(({ state, text }) => [state, /Anmeldung/.test(text)])).toEqual([
      ['bad', true],
      ['bad', true],
    ])
    expect(JSON.stringify(wrong)).not.toContain('geheim')
    expect(imap.count('INBOX')).toBe(1)
    expect(stateOf(await lookAtMailbox(given({ inbound: { fromResend: false } })), 'Posteingang')).toEqual(['look'])
  } finally {
    await imap.close()
  }
})

describe('the names of the sender', () => {
  type Records = { spf?: string[]; dkim?: string; dmarc?: string; parent?: string; mx?: string[] }
  const absent = Object.assign(new Error('none'), { code: 'ENODATA' })
  const names = ({ spf, dkim, dmarc, parent, mx }: Records): Names => ({
    resolveTxt: async (name: string) => {
      const lines = {
        'post.portal.example': spf,
        's1._domainkey.post.portal.example': dkim && [dkim],
        '_dmarc.post.portal.example': dmarc && [dmarc],
        '_dmarc.portal.example': parent && [parent],
      }[name]
      if (!lines) throw absent
      // A long record comes in pieces.
      return lines.map((line) => [line.slice(0, 9), line.slice(9)])
    },
    resolveMx: (async () => {
      if (!mx) throw absent
      return mx.map((exchange) => ({ exchange, priority: 10 }))
    }) as Names['resolveMx'],
  })
  const whole = {
    spf: ['v=spf1 mx -all', 'other=1'],
    dkim: 'v=DKIM1; p=MIIB',
    dmarc: 'v=DMARC1; p=reject',
    mx: ['mx.portal.example'],
  }
  const publicly = () =>
    given({ appUrl: 'https://portal.example', mail: { ...settings().mail, from: 'Portal <post@post.portal.example>' } })
  const look = (records: Records) => lookAtMail(publicly(), { names: names(records), dkim: 's1' })

  test('all as it should be', async () => {
    expect((await look(whole)).map(({ state }) => state)).toEqual(['good', 'good', 'good', 'good', 'good'])
  })

  test.each([
    ['SPF', { spf: undefined }, 'bad'],
    ['SPF', { spf: ['v=spf1 mx -all', 'v=spf1 a -all'] }, 'bad'],
    ['SPF', { spf: ['v=spf1 +all'] }, 'bad'],
    ['SPF', { spf: ['v=spf1 include:x.example ~all'] }, 'good'],
    ['DKIM', { dkim: undefined }, 'bad'],
    ['DKIM', { dkim: 'v=DKIM1; p=' }, 'bad'],
    ['DMARC', { dmarc: undefined }, 'bad'],
    ['DMARC', { dmarc: undefined, parent: 'v=DMARC1; p=quarantine' }, 'good'],
    ['DMARC', { dmarc: 'v=DMARC1; p=none' }, 'look'],
    ['Rückweg', { mx: undefined }, 'bad'],
    ['Rückweg', { mx: [] }, 'bad'],
  ] as const)('%s %j: %s', async (subject, change, state) => {
    const findings = await look({ ...whole, ...(change as Records) })
    expect(stateOf(findings, subject)).toEqual([state])
    expect(findings.filter(({ state: one }) => one !== 'good')).toHaveLength(state === 'good' ? 0 : 1)
  })

  test('a question that nobody answers is not held against the operator', async () => {
    const silent = async () => Promise.reject(Object.assign(new Error(), { code: 'ETIMEOUT' }))
    const mute = { resolveTxt: silent, resolveMx: silent } as Names
    const findings = await lookAtMail(publicly(), { names: mute, dkim: 's1' })
    expect(findings.slice(1).map(({ state }) => state)).toEqual(['look', 'look', 'look', 'look'])
  })

  test('a portal of this machine alone asks nobody', async () => {
    const forbidden = async () => Promise.reject(new Error('asked'))
    const asking = { resolveTxt: forbidden, resolveMx: forbidden } as Names
    expect(await lookAtMail(given({ appUrl: 'http://localhost:3000' }), { names: asking })).toHaveLength(1)
  })
})

describe('the public address', () => {
  let server: Server
  afterEach(() => new Promise((resolve) => server.close(resolve)))
  const serve = async (answer: RequestListener) => {
    server = createServer(answer).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    return given({ appUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  }

  test.each([
    ['this portal, ready', { ok: true, database: 'ok' }, 'good'],
    ['this portal, not ready', { ok: false, database: 'unreachable' }, 'bad'],
    ['a portal with other secrets', { ok: true }, 'bad'],
    ['a page of somebody else', '<html></html>', 'bad'],
  ])('%s', async (_, body, state) => {
    let asked: string | undefined
    const address = await serve((request, response) => {
      asked = request.headers.authorization
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    })
    expect((await lookAtAddress(address, TEST_NOW)).map((finding) => finding.state)).toEqual([state])
    expect(asked).toBe(`Bearer ${settings().cronSecret}`)
  })

  test('nobody', async () => {
    const address = await serve(() => undefined)
    await new Promise((resolve) => server.close(resolve))
    expect(await lookAtAddress(address, TEST_NOW)).toMatchObject([
      { state: 'bad', text: expect.stringContaining('ECONNREFUSED') },
    ])
  })
})

test('the whole portal is examined in one go, and no secret is said', async () => {
  const findings = await all(examine(ctx, given({ appUrl: 'http://127.0.0.1:9' })))
  const subjects = new Set(findings.map(({ subject }) => subject))
  for (const subject of [
    'Einstellungen',
    'Speicherplatz',
    'Sicherung',
    'Datenbank',
    'Uhr',
    'Aufgaben',
    'Team',
    'Mailserver',
    'Adresse',
  ])
    expect(subjects).toContain(subject)
  const text = JSON.stringify(findings)
  for (const secret of [settings().nextAuthSecret, settings().cronSecret, settings().databaseUrl])
    expect(text).not.toContain(secret)
})

test('a test mail leaves past the queue, and its answer is told', async () => {
  const outbox = given()
  expect(await sendTestMail(ctx, outbox, 'betrieb@beispiel.test')).toMatchObject({ state: 'good' })
  expect(await ctx.db.outgoingMail.count()).toBe(0)
  const server = await startSmtpServer({}, ({ stage }) => (stage === 'rcpt' ? '550 5.1.1 Nobody' : undefined))
  try {
    const smtp = given({ mail: { ...settings().mail, transport: 'smtp', smtpUrl: server.url } })
    expect(await sendTestMail(ctx, smtp, 'betrieb@beispiel.test')).toMatchObject({
      state: 'bad',
      text: expect.stringContaining('550 5.1.1'),
    })
    expect(await sendTestMail(ctx, smtp, 'a@b, c@d')).toMatchObject({ state: 'bad' })
  } finally {
    await server.close()
  }
})
