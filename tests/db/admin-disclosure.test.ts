import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { type Member } from '@/lib/auth/session'
import { type Role } from '@/lib/db/generated/enums'
import { decideHold } from '@/lib/disclosure/decide-hold'
import { attachOrder, prepareDisclosure } from '@/lib/disclosure/prepare-disclosure'
import { requestHold } from '@/lib/disclosure/request-hold'
import { completeErasure } from '@/lib/erasure/complete-erasure'
import { aMember } from '../support/cast'
import { as, testContext } from '../support/context'

/** What staff see of holds and disclosures: the second person finds the button, the first one never does (DS-10). */
const { visit } = vi.hoisted(() => ({ visit: { member: undefined as Member | undefined } }))
vi.mock('next/server', () => ({ connection: async () => undefined }))
vi.mock('next/cache', () => ({ revalidatePath: () => {} }))
vi.mock('next/headers', () => ({ headers: async () => new Headers(), cookies: async () => ({ get: () => undefined }) }))
vi.mock('@/lib/auth/session', () => ({ currentMember: async () => visit.member, pendingMember: async () => undefined }))

async function staff(role: Role) {
  const ctx = testContext()
  const { accountId, givenName, surname } = await aMember(ctx, { role })
  const sessionId = crypto.randomUUID()
  const member = {
    accountId,
    role,
    sessionId,
    givenName,
    surname,
    memberGroup: 'private_person',
    isVerified: true,
    factorAt: ctx.now(),
  }
  return { ctx: as(ctx, { kind: 'member', accountId, role, sessionId }), member: member as Member }
}

async function shown(load: () => Promise<object>, member: Member, id: string): Promise<string> {
  visit.member = member
  const { default: page } = (await load()) as { default: (props: object) => Promise<React.ReactNode> }
  return renderToStaticMarkup(await page({ params: Promise.resolve({ id }), searchParams: Promise.resolve({}) }))
}

const ofMember = () => import('@/app/admin/mitglieder/[id]/page')
const ofList = () => import('@/app/admin/herausgabe/page')
const ofOrder = () => import('@/app/admin/herausgabe/[id]/page')

test('a request for a hold: the second person can release it, the first one waits', async () => {
  const [one, two] = [await staff('admin'), await staff('approver')]
  const { accountId } = await aMember(testContext())
  expect(await shown(ofMember, one.member, accountId)).toContain('Löschsperre beantragen')
  const asked = await requestHold(one.ctx, { accountId, kind: 'place', reason: 'Klage', reviewOn: '2099-01-01' })
  if (asked.outcome !== 'requested') throw new Error(asked.outcome)
  const own = await shown(ofMember, one.member, accountId)
  expect(own).toContain('Eine zweite Person, die Leitung, muss den Antrag freigeben')
  expect(own).not.toContain('Löschsperre freigeben')
  expect(await shown(ofMember, two.member, accountId)).toContain('Löschsperre freigeben')
  await decideHold(two.ctx, { requestId: asked.requestId, decision: 'released' }, { completeErasure })
  expect(await shown(ofMember, one.member, accountId)).toContain('Aufhebung beantragen')
})

test('a suspension is offered to admins only, and never to moderators', async () => {
  const { accountId } = await aMember(testContext())
  expect(await shown(ofMember, (await staff('admin')).member, accountId)).toContain('Mitglied sperren')
  expect(await shown(ofMember, (await staff('approver')).member, accountId)).not.toContain('Mitglied sperren')
  expect(await shown(ofMember, (await staff('moderator')).member, accountId)).not.toContain('Löschsperre beantragen')
})

test('a disclosure: without the scan nobody releases; then the officer does, and not who prepared it', async () => {
  const [one, two] = [await staff('admin'), await staff('approver')]
  const result = await prepareDisclosure(one.ctx, {
    authority: 'Staatsanwaltschaft Erfurt',
    court: 'Amtsgericht Erfurt',
    fileNumber: '48 Gs 1/26',
    orderedOn: '2026-11-20',
    legalBasis: '§ 100j StPO',
    sought: 'niemand@beispiel.test',
    scope: ['name'],
  })
  if (result.outcome !== 'prepared') throw new Error(result.outcome)
  const { disclosureId } = result
  const button = 'Freigeben und Archiv erstellen'
  expect(await shown(ofOrder, two.member, disclosureId)).not.toContain(button)
  await attachOrder(one.ctx, { disclosureId, scan: Buffer.from('%PDF-1.7') })
  expect(await shown(ofOrder, two.member, disclosureId)).toContain(button)
  expect(await shown(ofOrder, one.member, disclosureId)).not.toContain(button)
})

test('a look at the names behind holds leaves who saw whom and why; the list of an empty day leaves nothing (S-D8)', async () => {
  const [one, two] = [await staff('admin'), await staff('approver')]
  const looks = () => one.ctx.db.auditEvent.findMany({ where: { act: 'member.searched' }, orderBy: { seq: 'asc' } })
  await shown(ofList, one.member, '')
  expect(await looks()).toEqual([])
  const { accountId, surname } = await aMember(testContext())
  await requestHold(one.ctx, { accountId, kind: 'place', reason: 'Klage', reviewOn: '2099-01-01' })
  expect(await shown(ofList, two.member, '')).toContain(surname)
  expect(await looks()).toMatchObject([
    { actorId: two.member.accountId, details: { reason: 'dispute', by: ['ids'], shown: [accountId] } },
  ])
})

test('a look at an order leaves who saw it, while it still names the person; the person learns nothing (S-D8)', async () => {
  const [one, two] = [await staff('admin'), await staff('approver')]
  const { email, accountId } = await aMember(testContext())
  const order = await prepareDisclosure(one.ctx, {
    authority: 'Staatsanwaltschaft Erfurt',
    court: 'Amtsgericht Erfurt',
    fileNumber: '1 Gs 1/26',
    orderedOn: '2026-11-20',
    legalBasis: '§ 100j StPO',
    sought: email,
    scope: ['email'],
  })
  if (order.outcome !== 'prepared') throw new Error(order.outcome)
  const { disclosureId } = order
  expect(await shown(ofOrder, two.member, disclosureId)).toContain(email)
  expect(await one.ctx.db.auditEvent.findMany({ where: { act: 'disclosure.viewed' } })).toMatchObject([
    { actorId: two.member.accountId, subjectId: disclosureId, details: {} },
  ])
  expect(
    await one.ctx.db.auditEvent.count({ where: { subjectId: accountId, act: { startsWith: 'disclosure.' } } }),
  ).toBe(0)
})
