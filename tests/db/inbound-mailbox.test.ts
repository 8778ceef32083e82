import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { mailHooks } from '@/lib/duties'
import { type MailboxSettings } from '@/lib/env'
import { drainMailbox } from '@/lib/inbound/drain-mailbox'
import { mailLimits } from '@/lib/inbound/mail-types'
import { openMailbox } from '@/lib/inbound/open-mailbox'
import { stopReadingMail } from '@/lib/inbound/read-mail'
import { configuredWays, declareWays, folderWay } from '@/lib/inbound/ways'
import { as, at, TEST_NOW, testContext } from '../support/context'
import { dovecotMissing, type ImapServer, startDovecot, startMockImap, startWire } from '../support/imap-server'

/**
 * The mailbox of the portal (DS-05, DS-11, DS-12): every message is recorded once, whatever breaks, and the folder counts as read only when
 * nothing is left in it that had arrived before.
 */
const ctx = as(testContext(), { kind: 'system', duty: 'inbound' })
const HOUR = 3_600_000
const ago = (hours: number) => new Date(TEST_NOW.getTime() - hours * HOUR)
afterAll(stopReadingMail)

const letter = (id: number | string, text = 'Bitte löschen Sie mein Konto.') =>
  Buffer.from(
    [
      `Message-ID: <${id}@person.example>`,
      'From: Lena Beispiel <lena@person.example>',
      'To: info@portal.test',
      'Subject: Mein Konto',
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
      '',
    ].join('\r\n'),
  )

async function declare(mailbox: MailboxSettings, then = ctx): Promise<void> {
  await declareWays(then, configuredWays({ mailbox, fromResend: false }), { forgetOthers: true })
}

const drain = (mailbox: MailboxSettings, { by = ctx, folder = 'INBOX', until = Number.POSITIVE_INFINITY } = {}) =>
  drainMailbox(by, { mailbox, folder, hooks: mailHooks, until })

const wayOf = (mailbox: MailboxSettings) =>
  ctx.db.inboundWay.findUniqueOrThrow({ where: { name: folderWay(mailbox, 'INBOX') } })
const recorded = () => ctx.db.inboundMail.count()

const missing = dovecotMissing()
const servers: [string, boolean, () => Promise<ImapServer>][] = [
  ['a mock from npm', true, startMockImap],
  ['a mock without MOVE, UIDPLUS and IDLE', true, () => startMockImap({ plugins: [] })],
  [missing ? `Dovecot (skipped: ${missing})` : 'Dovecot', missing === undefined, startDovecot],
]

describe.each(servers)('with %s', (name, isThere, start) => {
  if (!isThere) return void it.skip('is not here', () => undefined)
  let server: ImapServer
  beforeEach(async () => {
    server = await start()
    return () => server.close()
  })

  it('reads everything once, with the day of its arrival, and moves it', async () => {
    await declare(server.mailbox)
    for (const id of [1, 2, 3]) server.deliver(letter(id), ago(48))
    expect(await drain(server.mailbox)).toEqual({ recorded: 3, known: 0, unheard: 0, isDrained: true })
    expect(await ctx.db.inboundMail.findMany()).toMatchObject(
      [1, 2, 3].map(() => ({ way: 'imap', class: 'case', receivedAt: ago(48), dueOn: new Date('2026-12-21') })),
    )
    expect([server.count('INBOX'), server.count('Erledigt')]).toEqual([0, 3])
    expect(await wayOf(server.mailbox)).toMatchObject({ drainedAt: TEST_NOW, lastUid: 3n })
    expect(await drain(server.mailbox)).toEqual({ recorded: 0, known: 0, unheard: 0, isDrained: true })
    server.deliver(letter(4))
    server.deliver(letter(1))
    expect(await drain(server.mailbox)).toMatchObject({ recorded: 1, known: 1 })
    expect(await recorded()).toBe(4)
  })

  it('reads every sample as it is', async () => {
    await declare(server.mailbox)
    const names = readdirSync('tests/inbound/samples')
    const raws = names.map((name) => readFileSync(`tests/inbound/samples/${name}`, 'utf8').replace(/\r?\n/g, '\r\n'))
    for (const raw of raws) server.deliver(raw)
    const { recorded: fresh, known, unheard } = await drain(server.mailbox)
    expect([fresh + known, unheard]).toEqual([names.length, 0])
    expect(server.count('INBOX')).toBe(0)
  })

  it('forgets what was filed a month ago, and only that', async () => {
    await declare(server.mailbox)
    server.deliver(letter(1), ago(32 * 24))
    server.deliver(letter(2), ago(28 * 24))
    await drain(server.mailbox)
    expect(server.count('Erledigt')).toBe(1)
    expect(await recorded()).toBe(2)
  })

  it('fetches of a huge message the beginning only, and lets nothing wait behind it', async () => {
    await declare(server.mailbox)
    server.deliver(letter('huge', `Auskunft bitte.\r\n${'x'.repeat(70)}\r\n`.repeat(130_000)))
    server.deliver(letter(2))
    expect(await drain(server.mailbox)).toMatchObject({ recorded: 2, isDrained: true })
    const [huge] = await ctx.db.inboundMail.findMany({ orderBy: { id: 'asc' } })
    expect(huge?.text).toContain('nur am Anfang gelesen')
    expect(huge?.text?.length).toBeLessThanOrEqual(mailLimits.text)
  })

  it('hears of a new message without asking again and again', async () => {
    const box = await openMailbox(server.mailbox, 'INBOX')
    try {
      const news = box.waitForNews(20_000, new AbortController().signal)
      news.catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 200))
      server.deliver(letter(1))
      const began = Date.now()
      if (name.includes('without')) return
      await news
      expect(Date.now() - began).toBeLessThan(10_000)
    } finally {
      box.close()
    }
  })
})

describe('whatever breaks', () => {
  let server: Awaited<ReturnType<typeof startMockImap>>
  let wire: Awaited<ReturnType<typeof startWire>>
  beforeEach(async () => {
    server = await startMockImap()
    wire = await startWire(server.mailbox)
    await declare(wire.mailbox)
    return async () => {
      await wire.close()
      await server.close()
    }
  })

  it.each(['LOGIN|AUTHENTICATE', 'SELECT', 'UID FETCH 1:\\*', 'BODY.PEEK', 'UID STORE', 'UID MOVE'])(
    'cut at %s: nothing is lost, nothing counts twice, and nobody takes it for an empty mailbox',
    async (command) => {
      for (const id of [1, 2, 3]) server.deliver(letter(id))
      for (const fault of ['cut', 'drop-answer'] as const) {
        wire.judge = (line) => (new RegExp(command).test(line) ? fault : undefined)
        await expect(drain(wire.mailbox)).rejects.toMatchObject({ name: 'MailboxError' })
        expect((await wayOf(wire.mailbox)).drainedAt).toBeNull()
      }
      wire.judge = () => undefined
      expect(await drain(wire.mailbox)).toMatchObject({ isDrained: true })
      expect(await recorded()).toBe(3)
      expect(await wayOf(wire.mailbox)).toMatchObject({ drainedAt: TEST_NOW, lastUid: 3n })
      expect([server.count('INBOX'), server.count('Erledigt') >= 3]).toEqual([0, true])
    },
  )

  it('a server that says nothing is given up in time', async () => {
    server.deliver(letter(1))
    wire.judge = (line) => (line.includes('BODY.PEEK') ? 'hang' : undefined)
    const box = await openMailbox(wire.mailbox, 'INBOX', { connect: 500, answer: 500 })
    const began = Date.now()
    await expect(box.read(await box.list(0))).rejects.toMatchObject({ code: expect.stringMatching(/read/) })
    expect(Date.now() - began).toBeLessThan(5_000)
    wire.judge = () => 'hang'
    await expect(openMailbox(wire.mailbox, 'INBOX', { connect: 300, answer: 300 })).rejects.toMatchObject({
      name: 'MailboxError',
    })
  })

  it('a wrong password, a missing folder, nobody there: it fails, and says no secret', async () => {
    for (const wrong of [
      { mailbox: { ...wire.mailbox, password: 'geheim' } },
      { folder: 'Weg' },
      { mailbox: { ...wire.mailbox, port: 1 } },
    ]) {
      const mailbox = { ...wire.mailbox, ...wrong.mailbox, folders: [wrong.folder ?? 'INBOX'] }
      await declare(mailbox)
      const problem = await drain(mailbox, wrong).catch((error: Error) => error)
      expect(problem).toMatchObject({ name: 'MailboxError' })
      expect(String(problem)).not.toMatch(/geheim|test word/)
    }
  })

  it('a server that hands out no message at all is in trouble, not its messages', async () => {
    for (const id of [1, 2]) server.deliver(letter(id))
    wire.judge = (line) => (/BODY/.test(line) ? 'cut' : undefined)
    await expect(drain(wire.mailbox)).rejects.toMatchObject({ code: 'hands-out-nothing' })
    expect(await recorded()).toBe(0)
  })

  it('a message that the server does not hand out waits for staff; the others go on', async () => {
    for (const id of [1, 2, 3]) server.deliver(letter(id))
    wire.judge = (line) => (/UID FETCH [\d,]*\b2\b.*BODY/.test(line) ? 'cut' : undefined)
    expect(await drain(wire.mailbox)).toEqual({ recorded: 2, known: 0, unheard: 1, isDrained: true })
    expect(await ctx.db.inboundMail.findFirst({ where: { class: 'unreadable' } })).toMatchObject({
      rule: 'not-handed-out',
      text: expect.stringContaining('UID 2'),
      dueOn: expect.any(Date),
    })
    expect([server.count('INBOX'), server.count('Erledigt')]).toEqual([1, 2])
    wire.judge = () => undefined
    expect(await drain(wire.mailbox)).toMatchObject({ recorded: 0, unheard: 0, isDrained: true })
  })

  it('another UIDVALIDITY: everything is looked at again, and what is known stays known', async () => {
    for (const id of [1, 2]) server.deliver(letter(id))
    wire.judge = (line) => (/UID MOVE|CREATE/.test(line) ? 'cut' : undefined)
    await expect(drain(wire.mailbox)).rejects.toThrow()
    server.deliver(letter(3))
    server.renumber()
    wire.judge = () => undefined
    expect(await drain(wire.mailbox)).toMatchObject({ recorded: 1, known: 2, isDrained: true })
    expect(await recorded()).toBe(3)
  })

  it('time that is over leaves the rest for the next time, and the folder unread', async () => {
    for (let id = 0; id < 120; id += 1) server.deliver(letter(id))
    const hurried = { ...ctx, now: () => new Date(TEST_NOW.getTime() + (server.count('Erledigt') > 0 ? HOUR : 0)) }
    const first = await drain(wire.mailbox, { by: hurried, until: TEST_NOW.getTime() + 1 })
    expect(first.isDrained).toBe(false)
    expect(first.recorded).toBeGreaterThan(0)
    expect(first.recorded).toBeLessThan(120)
    expect((await wayOf(wire.mailbox)).drainedAt).toBeNull()
    expect(await drain(wire.mailbox)).toMatchObject({ recorded: 120 - first.recorded, isDrained: true })
  })

  it('an arrival that lies ahead counts from now', async () => {
    server.deliver(letter(1), ago(-48))
    await drain(wire.mailbox)
    expect(await ctx.db.inboundMail.findFirst()).toMatchObject({ receivedAt: TEST_NOW })
  })
})

describe('the ways that the settings name', () => {
  const box = (folder: string) => ({ host: 'imap.test', folders: [folder] }) as unknown as MailboxSettings
  const heardUntil = async () =>
    (
      await ctx.db.$queryRaw<{ at: Date | null }[]>`SELECT nullif(nullif(heard_until(), 'infinity'), '-infinity') AS at`
    )[0]?.at
  const isWaited = async () =>
    (await ctx.db.$queryRaw<{ is: boolean }[]>`SELECT heard_until() = '-infinity' AS is`)[0]?.is

  it('are waited for from the moment at which they are named, and after they were away', async () => {
    expect(await isWaited()).toBe(false)
    await declare(box('INBOX'))
    expect(await isWaited()).toBe(true)
    await ctx.db.inboundWay.updateMany({ data: { drainedAt: TEST_NOW } })
    await declare(box('INBOX'), at(ctx, ago(-1)))
    expect(await heardUntil()).toEqual(TEST_NOW)
    await declare(box('Other'))
    expect(await isWaited()).toBe(true)
    expect(await ctx.db.inboundWay.count({ where: { isConfigured: true } })).toBe(1)
    await declare(box('INBOX'), at(ctx, ago(-2)))
    expect(await heardUntil()).toEqual(TEST_NOW)
  })

  it('a command that does not know them lets them stand', async () => {
    await declare(box('INBOX'))
    await declareWays(ctx, [], { forgetOthers: false })
    expect(await isWaited()).toBe(true)
    await declareWays(ctx, [], { forgetOthers: true })
    expect(await isWaited()).toBe(false)
  })
})
