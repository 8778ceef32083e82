import { describe, expect, test, vi } from 'vitest'
import { openBreach } from '@/lib/accountability/breach-case'
import { STEP_UP_PERIOD } from '@/lib/auth/limits'
import { type Member } from '@/lib/auth/session'
import { startSession } from '@/lib/auth/sessions'
import { type Role } from '@/lib/db/generated/enums'
import { LONGEST_SCAN, prepareDisclosure } from '@/lib/disclosure/prepare-disclosure'
import { aMember } from '../support/cast'
import { as, testContext } from '../support/context'
import { said } from '../support/said'

/** Files that go up to /admin and come down from it (DS-10, accountability): what is taken, what is refused, and from whom. */
const { visit } = vi.hoisted(() => ({ visit: { member: undefined as Member | undefined } }))
vi.mock('@/lib/auth/session', () => ({ currentMember: async () => visit.member, pendingMember: async () => undefined }))

const ctx = testContext()

const saidNow = () => said(ctx, visit.member?.sessionId)
const STORED = 'Der Scan der Anordnung ist gespeichert.'
const UNUSABLE = 'Der Scan muss eine PDF-, PNG- oder JPEG-Datei mit höchstens 5 MB sein.'
const DECIDED = 'Über diese Herausgabe ist schon entschieden.'

async function signIn(role: Role, factorAt: Date | null = new Date()) {
  const { accountId, givenName, surname } = await aMember(ctx, { role })
  const sessionId = await startSession(ctx, { accountId, role, device: 'Firefox' })
  visit.member = { accountId, role, sessionId, givenName, surname, memberGroup: 'private_person', factorAt } as Member
  return as(ctx, { kind: 'member', accountId, role, sessionId })
}

describe('the scan of a court order', () => {
  async function anOrder(): Promise<string> {
    const result = await prepareDisclosure(await signIn('admin'), {
      authority: 'Staatsanwaltschaft',
      court: 'Amtsgericht',
      fileNumber: '1 Gs 1/26',
      orderedOn: '2026-11-20',
      legalBasis: '§ 100j StPO',
      sought: 'niemand@beispiel.test',
      scope: ['name'],
    })
    if (result.outcome !== 'prepared') throw new Error(result.outcome)
    return result.disclosureId
  }

  const file = (bytes: Uint8Array | string, type = 'application/pdf') =>
    new File([bytes as BlobPart], 'scan.pdf', { type })

  async function upload(
    disclosureId: string,
    scans: (File | string)[],
    { origin = 'http://portal.test', length }: { origin?: string; length?: string } = {},
  ): Promise<string | number> {
    const form = new FormData()
    for (const scan of scans) form.append('scan', scan)
    const plain = new Request('http://portal.test', { method: 'POST', body: form })
    const body = Buffer.from(await plain.arrayBuffer())
    const headers = {
      'content-type': plain.headers.get('content-type') ?? '',
      'content-length': length ?? String(body.length),
      ...(origin ? { origin } : {}),
    }
    const { POST } = await import('@/app/admin/herausgabe/[id]/anordnung/route')
    const address = `http://portal.test/admin/herausgabe/${disclosureId}/anordnung`
    const response = await POST(new Request(address, { method: 'POST', headers, body }))
    const location = response.headers.get('location')
    return location === `/admin/herausgabe/${disclosureId}` ? saidNow() : (location ?? response.status)
  }

  const stored = async (id: string) => (await ctx.db.disclosure.findUniqueOrThrow({ where: { id } })).orderSha256

  test.each([
    ['a PDF', '%PDF-1.7 Beschluss'],
    ['a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])],
    ['a JPEG', new Uint8Array([0xff, 0xd8, 0xff, 0xe0])],
  ])('may be %s', async (_, bytes) => {
    const id = await anOrder()
    expect(await upload(id, [file(bytes)])).toBe(STORED)
    expect(await stored(id)).toHaveLength(64)
  })

  test.each([
    ['HTML that calls itself a PDF', '<html><script>'],
    ['a program', new Uint8Array([0x4d, 0x5a, 0x90])],
    ['nothing', ''],
  ])('is not %s: the first bytes count, not name and type', async (_, bytes) => {
    const id = await anOrder()
    expect(await upload(id, [file(bytes)])).toBe(UNUSABLE)
    expect(await stored(id)).toBeNull()
  })

  test('has five megabytes at most, whatever the request says of its length', async () => {
    const id = await anOrder()
    const large = Buffer.alloc(LONGEST_SCAN + 1)
    large.write('%PDF-')
    expect(await upload(id, [file(large)])).toBe(UNUSABLE)
    expect(await upload(id, [file(large)], { length: '1000' })).toBe(UNUSABLE)
    for (const length of ['', '0', 'x', String(LONGEST_SCAN * 10)])
      expect(await upload(id, [file('%PDF-1.7')], { length }), length).toBe(UNUSABLE)
    expect(await stored(id)).toBeNull()
    expect(await upload(id, [file(large.subarray(0, LONGEST_SCAN))])).toBe(STORED)
  })

  test('comes once, and as a file', async () => {
    const id = await anOrder()
    expect(await upload(id, [file('%PDF-1'), file('%PDF-2')])).toBe(UNUSABLE)
    expect(await upload(id, ['%PDF-1.7'])).toBe(UNUSABLE)
    expect(await upload(id, [])).toBe(UNUSABLE)
    expect(await stored(id)).toBeNull()
  })

  test('comes from our own page only', async () => {
    const id = await anOrder()
    for (const origin of ['', 'null', 'https://boese.test', 'http://portal.test.boese.test'])
      expect(await upload(id, [file('%PDF-1.7')], { origin }), origin).toBe(403)
    expect(await stored(id)).toBeNull()
  })

  test('comes from staff who may see the page, with a second factor', async () => {
    const id = await anOrder()
    for (const role of ['member', 'moderator'] as const) {
      await signIn(role)
      expect(await upload(id, [file('%PDF-1.7')]), role).toBe(403)
    }
    await signIn('admin', null)
    expect(await upload(id, [file('%PDF-1.7')])).toBe(403)
    visit.member = undefined
    expect(await upload(id, [file('%PDF-1.7')])).toMatch(/^\/anmelden/)
    expect(await stored(id)).toBeNull()
  })

  test('of an order that does not exist leads back to the list', async () => {
    await signIn('admin')
    expect(await upload('gibt-es-nicht', [file('%PDF-1.7')])).toBe('/admin/herausgabe')
    expect(await upload(crypto.randomUUID(), [file('%PDF-1.7')])).toBe(DECIDED)
  })
})

describe('the list of members affected by a breach', () => {
  async function get(search: string): Promise<Response> {
    const { GET } = await import('@/app/admin/nachweis/datenpannen/betroffene/route')
    return GET(new Request(`http://portal.test/admin/nachweis/datenpannen/betroffene${search}`))
  }

  test('holds many addresses: the factor must be fresh, and no cell is a formula for a spreadsheet', async () => {
    await aMember(ctx, { surname: '=SUM(1)', givenName: 'Er"ika' })
    const dpo = await signIn('dpo')
    const opened = await openBreach(dpo, { noticedAt: ctx.now(), description: 'x', affected: { kind: 'all' } })
    const search = `?fall=${opened.outcome === 'opened' ? opened.breachId : ''}`
    const text = await (await get(search)).text()
    expect(text).toContain(`'=SUM(1);"Er""ika";`)
    if (visit.member) visit.member.factorAt = new Date(Date.now() - STEP_UP_PERIOD * 1000 - 1_000)
    const late = await get(search)
    expect(late.status).toBe(303)
    const back = encodeURIComponent(`/admin/nachweis/datenpannen${search}`)
    expect(late.headers.get('location')).toBe(`/mein-profil/sicherheit/zweiter-faktor/bestaetigen?weiter=${back}`)
  })

  test('of an unknown case leads back', async () => {
    await signIn('dpo')
    for (const search of ['', '?fall=x', `?fall=${crypto.randomUUID()}`])
      expect((await get(search)).headers.get('location')).toBe('/admin/nachweis/datenpannen')
  })
})

describe('the archive of a disclosure', () => {
  test('is there for nobody whose role went meanwhile, and leads back where there is none', async () => {
    const { GET } = await import('@/app/admin/herausgabe/[id]/archiv/route')
    const get = (id: string) => GET(new Request(`http://portal.test/admin/herausgabe/${id}/archiv`))
    const admin = await signIn('admin')
    const id = crypto.randomUUID()
    expect((await get(id)).headers.get('location')).toBe(`/admin/herausgabe/${id}`)
    expect(await saidNow()).toBe('Das Archiv gibt es hier nicht mehr.')
    expect((await get('x')).headers.get('location')).toBe('/admin/herausgabe')
    if (admin.actor.kind === 'member')
      await ctx.db.account.update({ where: { id: admin.actor.accountId }, data: { role: 'member' } })
    expect((await get(id)).status).toBe(403)
  })
})

describe('the evidence package', () => {
  test('needs a period that makes sense', async () => {
    const { GET } = await import('@/app/admin/nachweis/paket/route')
    await signIn('dpo')
    const get = (search: string) => GET(new Request(`http://portal.test/admin/nachweis/paket${search}`))
    for (const search of [
      '',
      '?von=2026-11-02&bis=2026-11-01',
      '?von=x&bis=2026-11-01',
      '?von=2026-02-30&bis=2026-11-01',
    ]) {
      expect((await get(search)).headers.get('location'), search).toBe('/admin/nachweis')
      expect(await saidNow()).toContain('Bitte geben Sie einen Zeitraum an')
    }
    const answer = await get('?von=2026-11-01&bis=2026-11-23')
    expect(answer.headers.get('content-type')).toBe('application/zip')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })
})
