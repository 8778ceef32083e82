import { afterEach, describe, expect, test } from 'vitest'
import { type PortalContext } from '@/lib/context'
import { addDays, berlinDay, startOfDay } from '@/lib/dates'
import { FIRST_PUBLICATIONS_REVIEWED } from '@/lib/moderation/review-setting'
import { confirmPublication } from '@/lib/publications/confirm-publication'
import { currentPublications } from '@/lib/publications/current'
import { decidePublication } from '@/lib/publications/decide-publication'
import { deletePublication } from '@/lib/publications/delete-publication'
import { listOwn, loadOwn } from '@/lib/publications/list-own'
import { countSubmitted, listSubmitted, loadSubmitted } from '@/lib/publications/list-submitted'
import { remindOfEnding } from '@/lib/publications/remind-ending'
import { savePublication } from '@/lib/publications/save-publication'
import { searchPublications } from '@/lib/publications/search-publications'
import { showPublication } from '@/lib/publications/shown'
import { startCorrection } from '@/lib/publications/start-correction'
import { startPublication } from '@/lib/publications/start-publication'
import { submitPublication } from '@/lib/publications/submit-publication'
import { withdrawPublication } from '@/lib/publications/withdraw-publication'
import { Refused } from '@/lib/result'
import { aMember } from '../support/cast'
import { asPortal, at, TEST_NOW, testContext } from '../support/context'
import { expectQueueFits } from '../support/outbox'
import { aDraft, aModerator, aPublication, aPublisher, asMember, someContent } from '../support/publications'

const ctx = testContext()
afterEach(() => expectQueueFits(ctx))
const today = berlinDay(TEST_NOW)

/** A member whose publications appear at once. */
async function aTrustedPublisher() {
  const author = await aPublisher(ctx)
  for (let count = 0; count < FIRST_PUBLICATIONS_REVIEWED; count++) await aPublication(ctx, author)
  return author
}

const isShown = async (then: PortalContext, id: string) => (await showPublication(then, id)) !== undefined

/** The day in the middle, in Berlin. */
const noonOf = (day: string) => at(ctx, new Date(startOfDay(day).getTime() + 12 * 3_600_000))

/** The correction that is open, with the text changed. */
async function correct(author: { accountId: string }, id: string, title: string) {
  const own = asMember(ctx, author)
  await startCorrection(own, { publicationId: id })
  const working = (await loadOwn(own, id))?.working
  if (!working) throw new Error('no correction')
  const saved = await savePublication(own, {
    publicationId: working.id,
    revision: working.revision,
    content: { ...working.content, title },
  })
  if (saved.outcome !== 'saved') throw new Error(saved.outcome)
  return { id: working.id, revision: saved.revision }
}

describe('who publishes (DS-07)', () => {
  test('a member whom staff have not verified cannot begin', async () => {
    const member = await aMember(ctx)
    await expect(startPublication(asMember(ctx, member), { kind: 'offer' })).rejects.toThrow(Refused)
  })

  test('a suspended member cannot hand in', async () => {
    const author = await aPublisher(ctx)
    const { id, revision } = await aDraft(ctx, author)
    await ctx.db.suspension.create({ data: { accountId: author.accountId, reason: 'Werbung', startedAt: TEST_NOW } })
    await expect(submitPublication(asMember(ctx, author), { publicationId: id, revision })).rejects.toThrow(Refused)
  })

  test('nobody changes, hands in, withdraws or deletes what belongs to somebody else', async () => {
    const { id, revision } = await aDraft(ctx, await aPublisher(ctx))
    const other = asMember(ctx, await aPublisher(ctx))
    const content = someContent(ctx, { title: 'Fremder Titel' })
    expect(await savePublication(other, { publicationId: id, revision, content })).toEqual({ outcome: 'gone' })
    expect(await submitPublication(other, { publicationId: id, revision })).toEqual({ outcome: 'gone' })
    expect(await withdrawPublication(other, { publicationId: id })).toEqual({ outcome: 'gone' })
    expect(await deletePublication(other, { publicationId: id })).toEqual({ outcome: 'gone' })
    expect(await loadOwn(other, id)).toBeUndefined()
  })
})

describe('a draft', () => {
  test('is kept unfinished and seen by its author alone', async () => {
    const author = await aPublisher(ctx)
    const { id } = await aDraft(ctx, author, { title: '', summary: '', subjects: [], priceKind: null })
    expect((await loadOwn(asMember(ctx, author), id))?.status).toBe('draft')
    expect(await isShown(ctx, id)).toBe(false)
    expect((await searchPublications(ctx, {})).found).toBe(0)
  })

  test('that was saved in another window is not overwritten', async () => {
    const author = await aPublisher(ctx)
    const { id, revision } = await aDraft(ctx, author)
    const own = asMember(ctx, author)
    const content = someContent(ctx)
    expect(await savePublication(own, { publicationId: id, revision, content })).toMatchObject({ outcome: 'saved' })
    expect(await savePublication(own, { publicationId: id, revision, content })).toEqual({ outcome: 'stale' })
    expect(await submitPublication(own, { publicationId: id, revision })).toEqual({ outcome: 'stale' })
  })

  test('says what is missing, and is not handed in', async () => {
    const author = await aPublisher(ctx)
    const { id, revision } = await aDraft(ctx, author, {
      title: '',
      endsOn: '2020-01-01',
      startsOn: null,
      startsAt: null,
    })
    const result = await submitPublication(asMember(ctx, author), { publicationId: id, revision })
    expect(result).toMatchObject({
      outcome: 'incomplete',
      problems: { title: expect.any(String), endsOn: expect.any(String) },
    })
  })
})

describe('the first publications of a member', () => {
  test('wait for staff, who release them; the author learns it by mail', async () => {
    const author = await aPublisher(ctx)
    const { id, revision } = await aDraft(ctx, author)
    expect(await submitPublication(asMember(ctx, author), { publicationId: id, revision })).toEqual({
      outcome: 'submitted',
      id,
    })
    expect(await isShown(ctx, id)).toBe(false)
    const staff = await aModerator(ctx)
    const [waiting] = await listSubmitted(staff)
    expect(waiting).toMatchObject({
      id,
      isCorrection: false,
      author: 'Erika Muster, Bildungswerk Saale',
      published: 0,
    })
    expect((await loadSubmitted(staff, id))?.content.title).toBe('Excel für den Büroalltag')
    expect(await decidePublication(staff, { publicationId: id, revision, decision: 'publish' })).toEqual({
      outcome: 'published',
    })
    expect(await isShown(ctx, id)).toBe(true)
    expect(await countSubmitted(asPortal(ctx))).toBe(0)
    expect(
      await ctx.db.outgoingMail.count({ where: { accountId: author.accountId, template: 'publication-published' } }),
    ).toBe(1)
    expect(await decidePublication(staff, { publicationId: id, decision: 'publish' })).toEqual({ outcome: 'gone' })
  })

  test('come back with a reason, and can be handed in again', async () => {
    const author = await aPublisher(ctx)
    const own = asMember(ctx, author)
    const { id, revision } = await aDraft(ctx, author)
    await submitPublication(own, { publicationId: id, revision })
    const staff = await aModerator(ctx)
    expect(await decidePublication(staff, { publicationId: id, decision: 'return', reason: ' ' })).toEqual({
      outcome: 'no-reason',
    })
    await decidePublication(staff, { publicationId: id, decision: 'return', reason: 'Der Preis fehlt.' })
    expect(await loadOwn(own, id)).toMatchObject({ status: 'returned', returnReason: 'Der Preis fehlt.' })
    expect(await submitPublication(own, { publicationId: id, revision })).toEqual({ outcome: 'submitted', id })
  })

  test('cannot be changed while they wait, but taken back', async () => {
    const author = await aPublisher(ctx)
    const own = asMember(ctx, author)
    const { id, revision } = await aDraft(ctx, author)
    await submitPublication(own, { publicationId: id, revision })
    expect(await savePublication(own, { publicationId: id, revision, content: someContent(ctx) })).toEqual({
      outcome: 'closed',
    })
    expect(await withdrawPublication(own, { publicationId: id })).toEqual({ outcome: 'taken-back' })
    expect((await loadOwn(own, id))?.status).toBe('draft')
  })

  test('are decided by moderators and admins alone, also read by the data protection officer, and only in the form that they saw', async () => {
    const author = await aPublisher(ctx)
    const own = asMember(ctx, author)
    const { id, revision } = await aDraft(ctx, author)
    await submitPublication(own, { publicationId: id, revision })
    await expect(decidePublication(own, { publicationId: id, decision: 'publish' })).rejects.toThrow(Refused)
    const dpo = asMember(ctx, author, 'dpo')
    expect((await listSubmitted(dpo)).map((waiting) => waiting.id)).toEqual([id])
    await expect(decidePublication(dpo, { publicationId: id, decision: 'publish' })).rejects.toThrow(Refused)
    await expect(listSubmitted(asMember(ctx, author, 'approver'))).rejects.toThrow(Refused)
    await withdrawPublication(own, { publicationId: id })
    const saved = await savePublication(own, { publicationId: id, revision, content: someContent(ctx) })
    if (saved.outcome === 'saved') await submitPublication(own, { publicationId: id, revision: saved.revision })
    expect(
      await decidePublication(await aModerator(ctx), { publicationId: id, revision, decision: 'publish' }),
    ).toEqual({ outcome: 'stale' })
  })
})

describe('later publications', () => {
  test('appear at once', async () => {
    const author = await aTrustedPublisher()
    const { id, revision } = await aDraft(ctx, author)
    expect(await submitPublication(asMember(ctx, author), { publicationId: id, revision })).toEqual({
      outcome: 'published',
      id,
    })
    expect(await isShown(ctx, id)).toBe(true)
  })

  test('are reviewed again while the moderation hides one of the author', async () => {
    const author = await aTrustedPublisher()
    const [first] = await listOwn(asMember(ctx, author))
    await hide(first?.id ?? '', author.accountId)
    const { id, revision } = await aDraft(ctx, author)
    expect((await submitPublication(asMember(ctx, author), { publicationId: id, revision })).outcome).toBe('submitted')
  })
})

describe('a correction', () => {
  test('of a new member is reviewed while readers see the former text', async () => {
    const author = await aPublisher(ctx)
    const id = await aPublication(ctx, author)
    const correction = await correct(author, id, 'Excel, zweiter Versuch')
    const handedIn = { publicationId: correction.id, revision: correction.revision }
    expect(await submitPublication(asMember(ctx, author), handedIn)).toEqual({ outcome: 'submitted', id })
    expect((await showPublication(ctx, id))?.title).toBe('Excel für den Büroalltag')
    const staff = await aModerator(ctx)
    expect((await loadSubmitted(staff, correction.id))?.current?.title).toBe('Excel für den Büroalltag')
    await decidePublication(staff, { publicationId: correction.id, decision: 'publish' })
    expect(await showPublication(ctx, id)).toMatchObject({ title: 'Excel, zweiter Versuch', correctedAt: TEST_NOW })
    expect((await loadOwn(asMember(ctx, author), id))?.working).toBeUndefined()
  })

  test('of a trusted member appears at once, under the same address', async () => {
    const author = await aTrustedPublisher()
    const id = await aPublication(ctx, author)
    const { id: publicationId, revision } = await correct(author, id, 'Excel kompakt')
    expect(await submitPublication(asMember(ctx, author), { publicationId, revision })).toEqual({
      outcome: 'published',
      id,
    })
    expect((await showPublication(ctx, id))?.title).toBe('Excel kompakt')
  })

  test('can be discarded: what is published stays', async () => {
    const author = await aPublisher(ctx)
    const id = await aPublication(ctx, author)
    const correction = await correct(author, id, 'Verworfen')
    const own = asMember(ctx, author)
    expect(await deletePublication(own, { publicationId: correction.id })).toEqual({
      outcome: 'deleted',
      wasCorrection: true,
    })
    expect((await showPublication(ctx, id))?.title).toBe('Excel für den Büroalltag')
  })
})

describe('what nobody else sees any more', () => {
  test('is what its author has withdrawn, until it is published anew', async () => {
    const author = await aTrustedPublisher()
    const id = await aPublication(ctx, author)
    const own = asMember(ctx, author)
    expect(await withdrawPublication(own, { publicationId: id })).toEqual({ outcome: 'withdrawn' })
    expect(await withdrawPublication(own, { publicationId: id })).toEqual({ outcome: 'not-open' })
    expect(await isShown(ctx, id)).toBe(false)
    expect((await loadOwn(own, id))?.status).toBe('withdrawn')
    const { id: publicationId, revision } = await correct(author, id, 'Wieder da')
    await submitPublication(own, { publicationId, revision })
    expect((await showPublication(ctx, id))?.title).toBe('Wieder da')
  })

  test('is what the moderation hides; its author sees why', async () => {
    const author = await aPublisher(ctx)
    const id = await aPublication(ctx, author)
    await hide(id, author.accountId)
    expect(await isShown(ctx, id)).toBe(false)
    expect((await searchPublications(ctx, {})).found).toBe(0)
    expect((await loadOwn(asMember(ctx, author), id))?.hiddenReason).toBe('Werbung')
  })

  test('is what belongs to somebody whom a legal hold seals (DS-10)', async () => {
    const author = await aPublisher(ctx)
    const id = await aPublication(ctx, author)
    await ctx.db.legalHold.create({ data: { accountId: author.accountId, reason: 'Rechtsstreit' } })
    expect(await isShown(ctx, id)).toBe(false)
    expect((await searchPublications(ctx, {})).found).toBe(0)
  })

  test('is what was deleted, with every word of it', async () => {
    const author = await aPublisher(ctx)
    const id = await aPublication(ctx, author, { title: 'Klöppelkurs', summary: 'Klöppeln lernen in zehn Stunden.' })
    expect(await ctx.db.publicationWord.count({ where: { word: 'klöppelkurs' } })).toBe(1)
    await deletePublication(asMember(ctx, author), { publicationId: id })
    expect(await isShown(ctx, id)).toBe(false)
    expect(await ctx.db.publicationWord.count({ where: { word: 'klöppelkurs' } })).toBe(0)
  })
})

describe('the end of a publication, in days of Berlin', () => {
  const until = async (id: string, day: string) => {
    expect(await isShown(at(ctx, new Date(startOfDay(addDays(day, 1)).getTime() - 1)), id)).toBe(true)
    expect(await isShown(at(ctx, startOfDay(addDays(day, 1))), id)).toBe(false)
  }

  test('an event is shown through its last day, and not a moment longer', async () => {
    const author = await aPublisher(ctx)
    const long = { kind: 'event', startsOn: '2027-03-26', endsOn: '2027-03-28' } as const
    // The clocks change on this day.
    await until(await aPublication(ctx, author, long), '2027-03-28')
    await until(await aPublication(ctx, author, { kind: 'event', startsOn: '2026-12-10', endsOn: null }), '2026-12-10')
  })

  test('what has no end is shown for six months, and as long again after each confirmation', async () => {
    const author = await aPublisher(ctx)
    const id = await aPublication(ctx, author, { startsOn: null, startsAt: null, endsOn: null, endsAt: null })
    await until(id, '2027-05-23')
    const later = noonOf('2027-05-20')
    const own = asMember(later, author)
    expect(await confirmPublication(own, { publicationId: id })).toEqual({
      outcome: 'confirmed',
      shownUntil: '2027-11-20',
    })
    await until(id, '2027-11-20')
  })

  test('what ends by itself is not confirmed', async () => {
    const author = await aPublisher(ctx)
    const id = await aPublication(ctx, author)
    expect(await confirmPublication(asMember(ctx, author), { publicationId: id })).toEqual({ outcome: 'dated' })
  })

  test('the author is reminded once, three days before the end', async () => {
    const author = await aPublisher(ctx)
    await aPublication(ctx, author, { kind: 'event', startsOn: '2026-12-10', endsOn: null })
    const sent = async (day: string) => (await remindOfEnding(noonOf(day))).publicationReminders
    expect(await sent('2026-12-06')).toBe(0)
    expect(await sent('2026-12-07')).toBe(1)
    expect(await sent('2026-12-08')).toBe(0)
    expect(
      await ctx.db.outgoingMail.findMany({ where: { template: 'publication-ending' }, select: { props: true } }),
    ).toEqual([{ props: expect.objectContaining({ lastDay: '2026-12-10', goesOnFor: null }) }])
  })

  test('and two weeks before, where a confirmation is needed; again before the next end', async () => {
    const author = await aPublisher(ctx)
    const id = await aPublication(ctx, author, { startsOn: null, startsAt: null, endsOn: null, endsAt: null })
    const sent = async (day: string) => (await remindOfEnding(noonOf(day))).publicationReminders
    expect(await sent('2027-05-08')).toBe(0)
    expect(await sent('2027-05-09')).toBe(1)
    await confirmPublication(asMember(noonOf('2027-05-10'), author), { publicationId: id })
    expect(await sent('2027-05-11')).toBe(0)
    expect(await sent('2027-10-27')).toBe(1)
  })

  test('nobody is reminded of what was withdrawn', async () => {
    const author = await aPublisher(ctx)
    const id = await aPublication(ctx, author, { kind: 'event', startsOn: '2026-12-10', endsOn: null })
    await withdrawPublication(asMember(ctx, author), { publicationId: id })
    expect(await remindOfEnding(noonOf('2026-12-09'))).toEqual({ publicationReminders: 0 })
  })
})

describe('who is shown as the publisher (DS-08)', () => {
  test('the organisation, and the name only if the member chose so; never the address', async () => {
    const author = await aPublisher(ctx, 'Volkshochschule Gera')
    const without = await showPublication(ctx, await aPublication(ctx, author))
    const withName = await showPublication(ctx, await aPublication(ctx, author, { showName: true }))
    expect(without?.publisher).toEqual({ organisation: 'Volkshochschule Gera', name: null })
    expect(withName?.publisher).toEqual({ organisation: 'Volkshochschule Gera', name: 'Erika Muster' })
    expect(JSON.stringify([without, withName, await searchPublications(ctx, {})])).not.toContain(author.email)
  })
})

describe('the search', () => {
  const titles = async (text: string) =>
    (await searchPublications(ctx, { text })).publications.map(({ title }) => title)

  test('knows German stems, beginnings of compounds, and forgives spelling mistakes', async () => {
    const author = await aPublisher(ctx)
    await aPublication(ctx, author, {
      title: 'Pflegefachkräfte anleiten',
      summary: 'Für alle, die in der Pflege ausbilden.',
    })
    await aPublication(ctx, author, { title: 'Schweißen lernen', summary: 'Ein Kurs in der Werkstatt.', body: '' })
    expect(await titles('Pflegefachkraft')).toEqual(['Pflegefachkräfte anleiten'])
    expect(await titles('Kurse')).toEqual(['Schweißen lernen'])
    expect(await titles('pflege')).toEqual(['Pflegefachkräfte anleiten'])
    expect(await titles('schweissen')).toEqual(['Schweißen lernen'])
    expect(await titles('Shweißen')).toEqual(['Schweißen lernen'])
    expect((await searchPublications(ctx, { text: 'Shweißen lernen' })).insteadOf).toBe('schweißen lernen')
    expect(await titles('Bergbau')).toEqual([])
    expect(await titles(`'); DROP TABLE publication --`)).toEqual([])
    expect(await titles(`& | ! :* ''`)).toHaveLength(2)
  })

  test('finds the name of the publisher as shown, beside other words, misspelt, and as it is now', async () => {
    const author = await aPublisher(ctx, 'Technikschule Kyffhäuser')
    await aPublication(ctx, author, { title: 'Schweißen lernen' })
    await aPublication(ctx, await aPublisher(ctx), { title: 'Schweißen für Fortgeschrittene' })
    expect(await titles('Kyffhäuser')).toEqual(['Schweißen lernen'])
    expect(await titles('technikschule schweißen')).toEqual(['Schweißen lernen'])
    expect(await titles('Kyfhäuser')).toEqual(['Schweißen lernen'])
    await ctx.db.account.update({ where: { id: author.accountId }, data: { organisation: 'Bildungshaus Meiningen' } })
    expect(await titles('Kyffhäuser')).toEqual([])
    expect(await ctx.db.publicationWord.count({ where: { word: 'kyffhäuser' } })).toBe(0)
    expect(await titles('Meiningen')).toEqual(['Schweißen lernen'])
  })

  test('filters by kind, subject, town, attendance, time and price', async () => {
    const author = await aPublisher(ctx)
    const one = await aPublication(ctx, author, { subjects: ['care'], place: 'Jena' })
    const two = await aPublication(ctx, author, {
      kind: 'event',
      attendance: 'online',
      priceKind: 'free',
      startsOn: '2027-02-01',
      endsOn: null,
    })
    const three = await aPublication(ctx, author, { kind: 'notice', subjects: ['funding'] })
    const ids = async (search: Parameters<typeof searchPublications>[1]) =>
      (await searchPublications(ctx, search)).publications.map(({ id }) => id).sort()
    expect(await ids({ kind: 'event' })).toEqual([two])
    expect(await ids({ subject: 'care' })).toEqual([one])
    expect(await ids({ place: 'jen' })).toEqual([one])
    expect(await ids({ attendance: 'online' })).toEqual([two])
    expect(await ids({ attendance: 'on_site' })).toEqual([one])
    expect(await ids({ from: '2027-01-01' })).toEqual([two])
    expect(await ids({ until: '2027-01-01' })).toEqual([one])
    expect(await ids({ mostCents: 0 })).toEqual([two])
    expect(await ids({ mostCents: 20_000 })).toEqual([one, two].sort())
    expect(await ids({ mostCents: 10_000 })).toEqual([two])
    expect(await ids({})).toEqual([one, two, three].sort())
    expect((await searchPublications(ctx, { order: 'next' })).publications.map(({ id }) => id)).toEqual([
      one,
      two,
      three,
    ])
  })

  test('takes two statements at most where something is found, and four where nothing is', async () => {
    await aPublication(ctx, await aPublisher(ctx), { title: 'Schweißen lernen' })
    let statements = 0
    const db = new Proxy(ctx.db, {
      get(target, name) {
        if (name === '$queryRaw') statements++
        return Reflect.get(target, name)
      },
    })
    const count = async (search: Parameters<typeof searchPublications>[1]) => {
      statements = 0
      await searchPublications({ ...ctx, db }, search)
      return statements
    }
    expect(await count({})).toBe(1)
    expect(await count({ text: 'schweißen', kind: 'offer' })).toBe(1)
    expect(await count({ page: 9 })).toBe(2)
    expect(await count({ text: 'Shweißen' })).toBe(3)
    expect(await count({ text: 'Bergbau', page: 2 })).toBeLessThanOrEqual(4)
  })

  test('has pages of twenty, and shows the first where there is no such page', async () => {
    const author = await aTrustedPublisher()
    for (let count = FIRST_PUBLICATIONS_REVIEWED; count < 22; count++) await aPublication(ctx, author)
    const second = await searchPublications(ctx, { page: 2 })
    expect(second).toMatchObject({ found: 22, pages: 2, page: 2 })
    expect(second.publications).toHaveLength(2)
    expect(await searchPublications(ctx, { page: 40 })).toMatchObject({ page: 1, found: 22 })
  })

  test('begins the list anew with thirty a day at most', async () => {
    const own = asMember(ctx, await aPublisher(ctx))
    for (let count = 0; count < 30; count++)
      expect((await startPublication(own, { kind: 'notice' })).outcome).toBe('started')
    expect(await startPublication(own, { kind: 'notice' })).toEqual({ outcome: 'too-many' })
    expect(today).toBe('2026-11-23')
  })
})

async function hide(contentId: string, authorId: string): Promise<void> {
  await ctx.db.contentMeasure.create({
    data: {
      contentKind: 'publication',
      contentId,
      act: 'hide',
      authorId,
      reason: 'Werbung',
      startedAt: TEST_NOW,
      startedBy: authorId,
    },
  })
}

describe('the start page', () => {
  test('shows the next events and the newest of the rest, three of each, in one statement every few seconds', async () => {
    const author = await aTrustedPublisher()
    for (const [title, startsOn] of [
      ['Vierter', '2027-03-04'],
      ['Erster', '2027-03-01'],
      ['Dritter', '2027-03-03'],
      ['Zweiter', '2027-03-02'],
    ])
      await aPublication(ctx, author, { kind: 'event', title, startsOn, endsOn: null })
    const id = await aPublication(at(ctx, new Date(TEST_NOW.getTime() + 1)), author, { title: 'Neuestes' })
    const then = (ms: number) => at(ctx, new Date(TEST_NOW.getTime() + ms))
    const { events, newest } = await currentPublications(then(10_000))
    expect(events.map(({ title }) => title)).toEqual(['Erster', 'Zweiter', 'Dritter'])
    expect(newest.map(({ title }) => title)).toEqual([
      'Neuestes',
      'Excel für den Büroalltag',
      'Excel für den Büroalltag',
    ])
    await withdrawPublication(asMember(ctx, author), { publicationId: id })
    expect((await currentPublications(then(10_000))).newest[0]?.title).toBe('Excel für den Büroalltag')
  })
})
