import { beforeEach, describe, expect, it } from 'vitest'
import { type Actor } from '@/lib/context'
import { discardDraft } from '@/lib/policies/discard-draft'
import { loadDraft } from '@/lib/policies/draft'
import { firstVersionText } from '@/lib/policies/first-version-text'
import { publishVersion } from '@/lib/policies/publish-version'
import { newestVersion } from '@/lib/policies/published-versions'
import { returnDraft } from '@/lib/policies/return-draft'
import { saveDraft } from '@/lib/policies/save-draft'
import { startDraft } from '@/lib/policies/start-draft'
import { submitDraft } from '@/lib/policies/submit-draft'
import { aMember } from '../support/cast'
import { as, TEST_NOW, testContext } from '../support/context'
import { aStaffMember, draftContent, publishNext } from '../support/policies'
import { inRole } from '../support/staff'

/** DS-11: a version is drafted by an admin, released by a second person, and cannot change afterwards. */
const ctx = testContext()
let admin: Actor
let approver: Actor
const first = { number: 2, revision: 1 }

beforeEach(async () => {
  admin = await aStaffMember(ctx, 'admin')
  approver = await aStaffMember(ctx, 'approver')
})

async function aSubmittedDraft(): Promise<{ number: number; revision: number }> {
  await startDraft(as(ctx, admin))
  await saveDraft(as(ctx, admin), { ...draftContent, ...first })
  const draft = { number: 2, revision: 2 }
  expect(await submitDraft(as(ctx, admin), draft)).toEqual({ outcome: 'submitted' })
  return draft
}

describe('a draft', () => {
  it('leaves each of its steps in the record', async () => {
    await aSubmittedDraft()
    const events = await ctx.db.auditEvent.findMany({
      where: { act: { startsWith: 'policy.draft' } },
      orderBy: { seq: 'asc' },
      select: { act: true, details: true },
    })
    expect(events.slice(-2)).toEqual([
      { act: 'policy.draft-saved', details: { version: 2, revision: 2 } },
      { act: 'policy.draft-submitted', details: { version: 2, revision: 2 } },
    ])
  })

  it('begins as a copy of the newest version, and there is one at a time however many begin it at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => startDraft(as(ctx, admin))))
    expect(outcomes.filter(({ outcome }) => outcome === 'started')).toHaveLength(1)
    expect(await loadDraft(as(ctx, admin))).toMatchObject({ ...first, body: firstVersionText, inactivityPeriod: 'P1Y' })
  })

  it('is seen by nobody but staff, and governs nobody', async () => {
    await startDraft(as(ctx, admin))
    expect((await newestVersion(ctx)).number).toBe(1)
    await expect(loadDraft(as(ctx, { kind: 'visitor' }))).rejects.toThrow('refused')
    await expect(startDraft(as(ctx, approver))).rejects.toThrow('refused')
  })

  it('is not overwritten by somebody who opened it earlier: nothing is lost', async () => {
    await startDraft(as(ctx, admin))
    expect(await saveDraft(as(ctx, admin), { ...draftContent, ...first })).toEqual({ outcome: 'saved', revision: 2 })
    const late = await saveDraft(as(ctx, admin), { ...draftContent, ...first, body: 'Von gestern' })
    expect(late).toEqual({ outcome: 'stale' })
    expect((await loadDraft(as(ctx, admin)))?.body).toBe(draftContent.body)
  })

  it('of two that save at the same moment keeps one, and tells the other', async () => {
    await startDraft(as(ctx, admin))
    const save = () => saveDraft(as(ctx, admin), { ...draftContent, ...first })
    const outcomes = (await Promise.all([save(), save(), save()])).map(({ outcome }) => outcome)
    expect(outcomes.sort()).toEqual(['saved', 'stale', 'stale'])
  })

  it('can be thrown away; a published version cannot', async () => {
    await startDraft(as(ctx, admin))
    expect(await discardDraft(as(ctx, admin), first)).toEqual({ outcome: 'discarded' })
    expect(await loadDraft(as(ctx, admin))).toBeUndefined()
    expect(await discardDraft(as(ctx, admin), { number: 1, revision: 1 })).toEqual({ outcome: 'no-draft' })
    expect(await ctx.db.policyVersion.count()).toBe(1)
  })
})

describe('a draft is not handed in', () => {
  it.each([
    [
      'that leaves out a period',
      { body: draftContent.body.replaceAll('{{responsePeriod}}', 'vier Wochen') },
      /\{\{responsePeriod\}\} fehlt/,
    ],
    [
      'that leaves out an address',
      { body: draftContent.body.replaceAll('{{contactEmail}}', 'info@example.org') },
      /\{\{contactEmail\}\} fehlt/,
    ],
    [
      'with a placeholder that nobody fills',
      { body: `${draftContent.body}\n\n{{unbekannt}}` },
      /\{\{unbekannt\}\} gibt es nicht/,
    ],
    ['with HTML in it', { body: `${draftContent.body}\n\n<script>1</script>` }, /nicht vorgesehen/],
    ['without text', { body: '' }, /\{\{inactivityPeriod\}\} fehlt/],
    ['without a summary for the members', { changeSummary: '' }, /Zusammenfassung für die Mitglieder fehlt/],
    ['that changes nothing', { body: firstVersionText }, /unterscheidet sich nicht von Fassung 1/],
  ])('%s', async (_, change, problem) => {
    await startDraft(as(ctx, admin))
    await saveDraft(as(ctx, admin), { ...draftContent, ...change, ...first })
    const result = await submitDraft(as(ctx, admin), { number: 2, revision: 2 })
    expect(result.outcome).toBe('incomplete')
    expect('problems' in result && result.problems.join(' ')).toMatch(problem)
    expect((await loadDraft(as(ctx, admin)))?.submittedAt).toBeNull()
  })
})

describe('publishing', () => {
  it('needs the approver: neither an admin nor a member can do it', async () => {
    const draft = await aSubmittedDraft()
    const member = await aMember(ctx)
    await expect(publishVersion(as(ctx, admin), draft)).rejects.toThrow('refused')
    await expect(
      publishVersion(as(ctx, { kind: 'member', role: 'member', sessionId: '', accountId: member.accountId }), draft),
    ).rejects.toThrow('refused')
    expect(await publishVersion(as(ctx, approver), draft)).toEqual({ outcome: 'published' })
    expect(await newestVersion(ctx)).toMatchObject({ number: 2, publishedAt: TEST_NOW })
    expect(await ctx.db.auditEvent.findMany({ where: { act: 'policy.published' } })).toMatchObject([
      { actorId: 'accountId' in approver ? approver.accountId : '', details: { version: 2, revision: 2 } },
    ])
  })

  it('needs a second person: whoever wrote or handed in the text cannot release it with another role', async () => {
    const draft = await aSubmittedDraft()
    expect(await publishVersion(await inRole(as(ctx, admin), 'approver'), draft)).toEqual({ outcome: 'same-person' })
    expect((await newestVersion(ctx)).number).toBe(1)
  })

  it('needs somebody who never wrote at this draft, also if somebody else changed it last and handed it in', async () => {
    const { number, revision } = await aSubmittedDraft()
    const other = await aStaffMember(ctx, 'admin')
    await returnDraft(as(ctx, other), { number, revision, reason: 'Ein Komma fehlt.' })
    expect(await saveDraft(as(ctx, other), { ...draftContent, number, revision })).toEqual({
      outcome: 'saved',
      revision: 3,
    })
    await submitDraft(as(ctx, other), { number, revision: 3 })
    const author = await inRole(as(ctx, admin), 'approver')
    expect(await publishVersion(author, { number, revision: 3 })).toEqual({ outcome: 'same-person' })
    expect(await publishVersion(as(ctx, approver), { number, revision: 3 })).toEqual({ outcome: 'published' })
  })

  it('releases exactly the text that was handed in', async () => {
    const draft = await aSubmittedDraft()
    expect(await saveDraft(as(ctx, admin), { ...draftContent, ...draft })).toEqual({ outcome: 'submitted' })
    expect(await publishVersion(as(ctx, approver), first)).toEqual({ outcome: 'stale' })
    await returnDraft(as(ctx, approver), { ...draft, reason: 'Abschnitt 3 ist unklar.' })
    expect(await publishVersion(as(ctx, approver), draft)).toEqual({ outcome: 'not-submitted' })
    expect(await loadDraft(as(ctx, admin))).toMatchObject({
      returnedReason: 'Abschnitt 3 ist unklar.',
      submittedAt: null,
    })
  })

  it('happens once, however often it is asked for at the same moment', async () => {
    const draft = await aSubmittedDraft()
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => publishVersion(as(ctx, approver), draft)))
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['no-draft', 'no-draft', 'no-draft', 'published'])
  })

  it('makes the version immutable', async () => {
    await publishNext(ctx)
    await expect(ctx.db.$executeRaw`UPDATE policy_version SET body = 'x' WHERE number = 2`).rejects.toThrow(
      /append-only/,
    )
    await expect(ctx.db.$executeRaw`DELETE FROM policy_version WHERE number = 2`).rejects.toThrow(/append-only/)
  })
})
