import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type PortalContext } from '@/lib/context'
import { type Role } from '@/lib/db/generated/enums'
import { newArchivePassword } from '@/lib/disclosure/archive-password'
import { rejectDisclosure, releaseDisclosure } from '@/lib/disclosure/decide-disclosure'
import { encryptArchive } from '@/lib/disclosure/encrypt-archive'
import { fetchArchive, handOver, setTellFrom, tidyDisclosures } from '@/lib/disclosure/hand-over'
import { listDisclosures, viewDisclosure } from '@/lib/disclosure/list-disclosures'
import { attachOrder, prepareDisclosure } from '@/lib/disclosure/prepare-disclosure'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { countPersonRows } from '@/lib/personal-data/person-rows'
import { Refused } from '@/lib/result'
import { aMember, type CastMember } from '../support/cast'
import { at, testContext } from '../support/context'
import { openArchive } from '../support/encrypted-zip'
import { aStaff, inRole } from '../support/staff'

/** Done once, while an archive is packed. */
const meanwhile = vi.hoisted(() => ({ work: undefined as (() => Promise<unknown>) | undefined }))
vi.mock('@/lib/in-thread', async (load) => {
  const { inThread } = await load<typeof import('@/lib/in-thread')>()
  return {
    inThread: async (file: string, input: unknown) => {
      const { work } = meanwhile
      meanwhile.work = undefined
      await work?.()
      return inThread(file, input)
    },
  }
})

/** DS-10, first sentence: on a court order data are handed over, to the letter of the order, and the person is not told. */
const ctx = testContext()
const scan = Buffer.from('%PDF-1.7 Beschluss')
let admin: PortalContext
let approver: PortalContext
let member: CastMember

beforeEach(async () => {
  admin = await staff('admin')
  approver = await staff('approver')
  member = await aMember(ctx)
})

const staff = (role: Role) => aStaff(ctx, role)

const order = {
  authority: 'Staatsanwaltschaft Erfurt',
  court: 'Amtsgericht Erfurt',
  fileNumber: '48 Gs 1234/26',
  orderedOn: '2026-11-20',
  legalBasis: '§ 100j StPO',
}

async function prepared(sought = member.email, by = admin, withScan = true): Promise<string> {
  const result = await prepareDisclosure(by, { ...order, sought, scope: ['email', 'last-login'] })
  if (result.outcome !== 'prepared') throw new Error(result.outcome)
  const { disclosureId } = result
  if (withScan) expect(await attachOrder(by, { disclosureId, scan })).toEqual({ outcome: 'attached' })
  return disclosureId
}

async function released(sought = member.email) {
  const disclosureId = await prepared(sought)
  const result = await releaseDisclosure(approver, { disclosureId })
  if (result.outcome !== 'released') throw new Error(result.outcome)
  const fetched = await fetchArchive(admin, { disclosureId })
  if (fetched.outcome !== 'found') throw new Error(fetched.outcome)
  return { disclosureId, ...result, archive: Buffer.from(fetched.archive) }
}

describe('a disclosure takes two people', () => {
  test('an admin prepares, an approver releases, and never the same person', async () => {
    const disclosureId = await prepared()
    for (const role of ['moderator', 'admin', 'dpo'] as const)
      await expect(releaseDisclosure(await staff(role), { disclosureId })).rejects.toThrow(Refused)
    await expect(prepared(member.email, approver)).rejects.toThrow(Refused)
    const same = await inRole(admin, 'approver')
    expect(await releaseDisclosure(same, { disclosureId })).toEqual({ outcome: 'same-person' })
    expect(await rejectDisclosure(same, { disclosureId, reason: 'x' })).toEqual({ outcome: 'same-person' })
    const forged = ctx.db.$executeRaw`
      UPDATE disclosure SET decision = 'rejected', decided_at = now(), decided_by = prepared_by, sought = NULL`
    await expect(forged).rejects.toThrow(/disclosure_two_people/)
    expect(await viewDisclosure(approver, disclosureId)).toMatchObject({ decision: null, archiveSha256: null })
  })

  test('nothing is released without the scan of the order, or twice', async () => {
    const disclosureId = await prepared(member.email, admin, false)
    expect(await releaseDisclosure(approver, { disclosureId })).toEqual({ outcome: 'no-order' })
    expect(await attachOrder(admin, { disclosureId, scan: Buffer.from('<html>') })).toEqual({ outcome: 'wrong-type' })
    await attachOrder(admin, { disclosureId, scan })
    const other = await staff('approver')
    const both = await Promise.all([approver, other].map((by) => releaseDisclosure(by, { disclosureId })))
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['not-open', 'released'])
    expect(await attachOrder(admin, { disclosureId, scan })).toEqual({ outcome: 'not-open' })
  })

  test('a rejected one reads nothing and says why', async () => {
    const disclosureId = await prepared()
    expect(await rejectDisclosure(approver, { disclosureId, reason: 'Keine richterliche Anordnung' })).toEqual({
      outcome: 'rejected',
    })
    expect(await releaseDisclosure(approver, { disclosureId })).toEqual({ outcome: 'not-open' })
    expect(await viewDisclosure(approver, disclosureId)).toMatchObject({
      rejectedReason: 'Keine richterliche Anordnung',
      sought: null,
      hasArchive: false,
    })
  })

  test('moderators see and do nothing; an approver who lost the role meanwhile neither', async () => {
    const moderator = await staff('moderator')
    await expect(prepared(member.email, moderator)).rejects.toThrow(Refused)
    await expect(listDisclosures(moderator)).rejects.toThrow(Refused)
    const disclosureId = await prepared()
    if (approver.actor.kind === 'member')
      await ctx.db.account.update({ where: { id: approver.actor.accountId }, data: { role: 'member' } })
    await expect(releaseDisclosure(approver, { disclosureId })).rejects.toThrow(Refused)
  })
})

describe('the archive', () => {
  test('is encrypted and holds cover sheet, order and exactly the fields ordered', async () => {
    const { archive, password, disclosureId } = await released()
    expect(archive.includes(member.email)).toBe(false)
    const files = openArchive(archive, password)
    expect(Object.keys(files)).toEqual(['Deckblatt.txt', 'Daten.json', 'Daten.txt', 'Anordnung.pdf'])
    expect(JSON.parse(files['Daten.json'] ?? '')).toEqual({
      email: [{ 'E-Mail-Adresse': member.email }],
      'last-login': [{ 'Letzter Login': null }],
    })
    expect(files['Daten.txt']).not.toContain(member.surname)
    for (const text of Object.values(order).filter((value) => !value.startsWith('2026')))
      expect(files['Deckblatt.txt']).toContain(text)
    expect(files['Anordnung.pdf']).toBe(scan.toString())
    const entry = await viewDisclosure(approver, disclosureId)
    expect(entry?.archiveSha256).toBe(createHash('sha256').update(archive).digest('hex'))
    expect(entry?.orderSha256).toBe(createHash('sha256').update(scan).digest('hex'))
    expect(() => openArchive(archive, 'AAAAA-BBBBB')).toThrow('wrong password')
  })

  test('has a password that is made, with more than 128 random bits (ASVS 11.4.4)', () => {
    const made = Array.from({ length: 200 }, newArchivePassword)
    expect(new Set(made).size).toBe(200)
    const signs = new Set(made.join('').replaceAll('-', ''))
    expect(signs.size).toBe(32)
    for (const password of made)
      expect(password.replaceAll('-', '').length * Math.log2(signs.size)).toBeGreaterThan(128)
  })

  test('encrypts no two blocks alike, in one file or in two (ASVS 11.3.1)', () => {
    const content = Buffer.alloc(64 * 16, 'a')
    const files = [
      { name: 'a.txt', content },
      { name: 'b.txt', content },
    ]
    const archive = encryptArchive(files, newArchivePassword(), ctx.now())
    const blocks = files.flatMap(({ name }) => {
      // Behind the name: 11 bytes that say how it is encrypted, the salt, two bytes to check the password.
      const begin = archive.indexOf(name) + name.length + 11 + 16 + 2
      return Array.from({ length: 64 }, (_, i) => archive.toString('latin1', begin + i * 16, begin + i * 16 + 16))
    })
    expect(new Set(blocks).size).toBe(128)
  })

  test('shows a changed byte, wherever it is (ASVS 11.3.3)', () => {
    const [password, content] = [newArchivePassword(), Buffer.from('Erika Muster')]
    const archive = encryptArchive([{ name: 'a.txt', content }], password, ctx.now())
    expect(openArchive(archive, password)).toEqual({ 'a.txt': 'Erika Muster' })
    const sealed = archive.lastIndexOf('a.txt') - 46 - content.length - 10
    for (let at = sealed; at < sealed + content.length + 10; at += 1) {
      const changed = Buffer.from(archive)
      changed.writeUInt8((changed[at] ?? 0) ^ 1, at)
      expect(() => openArchive(changed, password), String(at)).toThrow('changed')
    }
  })

  test('is gone once it was handed over; the register keeps what, when, to whom and the hash, and no data', async () => {
    const { disclosureId } = await released()
    const facts = { disclosureId, handedOverTo: 'KHK Beispiel', handedOverOn: '2026-11-23' }
    expect(await handOver(admin, { ...facts, handedOverOn: '2026-11-24' })).toEqual({ outcome: 'in-future' })
    expect(await handOver(admin, facts)).toEqual({ outcome: 'handed-over' })
    expect(await handOver(admin, facts)).toEqual({ outcome: 'not-released' })
    expect(await fetchArchive(admin, { disclosureId })).toEqual({ outcome: 'gone' })
    const [row] = await ctx.db.$queryRaw<{ text: string }[]>`SELECT to_jsonb(d)::text AS text FROM disclosure d`
    for (const value of [member.email, member.surname]) expect(row?.text).not.toContain(value)
    expect(await viewDisclosure(approver, disclosureId)).toMatchObject({
      handedOverTo: 'KHK Beispiel',
      hasArchive: false,
    })
  })

  test('is removed after two weeks if nobody hands it over', async () => {
    await released()
    expect(await tidyDisclosures(at(ctx, new Date('2026-12-07T11:00:00Z')))).toMatchObject({ archivesRemoved: 0 })
    expect(await tidyDisclosures(at(ctx, new Date('2026-12-07T12:01:00Z')))).toMatchObject({ archivesRemoved: 1 })
  })
})

describe('while the archive is packed', () => {
  test('a change of the data is seen: handed over is what is stored at the release', async () => {
    meanwhile.work = () =>
      ctx.db.account.update({
        where: { id: member.accountId },
        data: { lastLoginAt: new Date('2026-11-22T08:00:00Z') },
      })
    const { archive, password, disclosureId } = await released(member.accountId)
    expect(openArchive(archive, password)['Daten.json']).toContain('2026-11-22T08:00:00')
    const events = await ctx.db.auditEvent.findMany({ where: { act: 'disclosure.released', subjectId: disclosureId } })
    expect(events).toHaveLength(1)
  })

  test('an account that is erased is not handed over any more', async () => {
    meanwhile.work = () => eraseAccount(ctx, { accountId: member.accountId, reason: 'self' })
    const { answer, archive, password } = await released(member.accountId)
    expect(answer).toBe('erased')
    expect(Object.keys(openArchive(archive, password))).toEqual(['Deckblatt.txt', 'Anordnung.pdf'])
  })

  test('a no of another approver, another scan and a role that is taken away count', async () => {
    const other = await staff('approver')
    const refused = await prepared()
    meanwhile.work = () => rejectDisclosure(other, { disclosureId: refused, reason: 'Falsches Gericht' })
    expect(await releaseDisclosure(approver, { disclosureId: refused })).toEqual({ outcome: 'not-open' })
    const disclosureId = await prepared()
    const newScan = Buffer.from('%PDF-1.7 Berichtigter Beschluss')
    meanwhile.work = () => attachOrder(admin, { disclosureId, scan: newScan })
    const result = await releaseDisclosure(approver, { disclosureId })
    const fetched = await fetchArchive(admin, { disclosureId })
    if (result.outcome !== 'released' || fetched.outcome !== 'found') throw new Error(result.outcome)
    expect(openArchive(Buffer.from(fetched.archive), result.password)['Anordnung.pdf']).toBe(newScan.toString())
    const late = await prepared()
    meanwhile.work = () => inRole(approver, 'member')
    await expect(releaseDisclosure(approver, { disclosureId: late })).rejects.toThrow(Refused)
    expect(await viewDisclosure(other, late)).toMatchObject({ decision: null, hasArchive: false })
  })
})

describe('an order for somebody who is not there', () => {
  test('an address that nobody has: the answer says exactly that, and that former accounts leave nothing', async () => {
    const { answer, archive, password } = await released('niemand@beispiel.test')
    expect(answer).toBe('unknown')
    const files = openArchive(archive, password)
    expect(Object.keys(files)).toEqual(['Deckblatt.txt', 'Anordnung.pdf'])
    expect(files['Deckblatt.txt']).toContain('kein Konto gespeichert')
  })

  test('the number of an erased account: the answer says when it was erased', async () => {
    await eraseAccount(ctx, { accountId: member.accountId, reason: 'self' })
    const { answer, archive, password } = await released(member.accountId)
    expect(answer).toBe('erased')
    expect(openArchive(archive, password)['Deckblatt.txt']).toContain('am 23. November 2026, 13:00 Uhr gelöscht')
  })

  test('an account that is erased between preparation and release is not handed over', async () => {
    const disclosureId = await prepared()
    await eraseAccount(ctx, { accountId: member.accountId, reason: 'self' })
    expect(await releaseDisclosure(approver, { disclosureId })).toMatchObject({ answer: 'unknown' })
  })
})

describe('the person is not told', () => {
  const rows = async () => {
    const tables = await countPersonRows(ctx, member.accountId)
    return tables.find(({ name }) => name === 'disclosure')?.count
  }

  test('no mail goes out, and the report leaves the entry out until the day that staff set', async () => {
    const mails = await ctx.db.outgoingMail.count()
    const { disclosureId } = await released()
    expect(await ctx.db.outgoingMail.count()).toBe(mails)
    expect(
      await ctx.db.auditEvent.count({ where: { act: { startsWith: 'disclosure.' }, subjectId: member.accountId } }),
    ).toBe(0)
    expect(await rows()).toBe(0)
    expect(await setTellFrom(approver, { disclosureId, tellFrom: '2027-05-01' })).toEqual({ outcome: 'set' })
    await tidyDisclosures(at(ctx, new Date('2027-04-30T21:59:00Z')))
    expect(await rows()).toBe(0)
    await tidyDisclosures(at(ctx, new Date('2027-04-30T22:01:00Z')))
    expect(await rows()).toBe(1)
    await setTellFrom(approver, { disclosureId })
    expect(await rows()).toBe(0)
  })
})
