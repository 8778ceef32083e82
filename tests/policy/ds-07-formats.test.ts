import { spawnSync } from 'node:child_process'
import { parseAtomFeed, parseRssFeed } from 'feedsmith'
import ICAL from 'ical.js'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { GET as oneCalendar } from '@/app/(public)/angebote/[id]/kalender.ics/route'
import { GET as atom } from '@/app/(public)/angebote/atom.xml/route'
import { GET as allCalendars } from '@/app/(public)/angebote/kalender.ics/route'
import { GET as rss } from '@/app/(public)/angebote/rss.xml/route'
import { GET as sitemap } from '@/app/sitemap.xml/route'
import { type EventPlan, subjectLabels } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { changeEvent } from '@/lib/publications/change-event'
import { deletePublication } from '@/lib/publications/delete-publication'
import { savePublication } from '@/lib/publications/save-publication'
import { searchPublications } from '@/lib/publications/search-publications'
import { type ShownPublication, showPublication } from '@/lib/publications/shown'
import { startCorrection } from '@/lib/publications/start-correction'
import { structuredData, workloadOf } from '@/lib/publications/structured-data'
import { submitPublication } from '@/lib/publications/submit-publication'
import { withdrawPublication } from '@/lib/publications/withdraw-publication'
import { at, testContext } from '../support/context'
import { aModerator, aPublication, aPublisher, asMember, someContent } from '../support/publications'

/**
 * Each format is read by a reader of that format, twice: as it was, and after a change, a cancellation, a withdrawal (DS-07). What
 * returns to the portal again and again is told that nothing has changed.
 */
const { here } = vi.hoisted(() => ({ here: { ctx: undefined as PortalContext | undefined } }))
vi.mock('next/server', () => ({ connection: async () => undefined }))
vi.mock('@/app/_edge/context-of', () => ({ contextOf: () => here.ctx }))

let ctx: PortalContext
let author: Awaited<ReturnType<typeof aPublisher>>
beforeEach(async () => {
  ctx = testContext()
  here.ctx = ctx
  author = await aPublisher(ctx)
})

const appUrl = () => ctx.mail.appUrl
type Handler = (request: Request, props: { params: Promise<Record<string, string>> }) => Promise<Response>
async function get(
  handler: Handler,
  address: string,
  { id = '', headers = {} }: { id?: string; headers?: Record<string, string> } = {},
) {
  return handler(new Request(`http://portal.test${address}`, { headers }), { params: Promise.resolve({ id }) })
}

/** Minutes after the beginning of the test. */
function later(minutes: number): PortalContext {
  const then = at(ctx, new Date(testContext().now().getTime() + minutes * 60_000))
  here.ctx = then
  return then
}

function anEvent(change: Parameters<typeof aPublication>[2] = {}) {
  return aPublication(ctx, author, { kind: 'event', title: 'Digitaler Abend für Erzieher*innen', ...change })
}

function eventsIn(text: string): ICAL.Component[] {
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  const calendar = new ICAL.Component(ICAL.parse(text))
  expect(calendar.getFirstPropertyValue('method')).toBeNull()
  return calendar.getAllSubcomponents('vevent')
}

async function calendarOf(id: string): Promise<{ status: number; file: string | null; event: Record<string, string> }> {
  const response = await get(oneCalendar, `/angebote/${id}/kalender.ics`, { id })
  const file = response.headers.get('content-disposition')
  const [event] = response.status === 200 ? eventsIn(await response.text()) : []
  const values = Object.fromEntries(
    event?.getAllProperties().map((one) => [one.name, String(one.getFirstValue())]) ?? [],
  )
  return { status: response.status, file, event: values }
}

async function plan(run: PortalContext, publicationId: string, plan: EventPlan): Promise<string> {
  return (await changeEvent(asMember(run, author), { publicationId, plan })).outcome
}

describe('an event', () => {
  test('is cancelled, postponed and takes place after all: page, list, feeds, calendar and search engines say so', async () => {
    const id = await anEvent()
    const before = await calendarOf(id)
    expect(before.event).toMatchObject({
      status: 'CONFIRMED',
      sequence: '0',
      summary: 'Digitaler Abend für Erzieher*innen',
    })
    expect(before.file).toBe('attachment; filename="2026-12-03-digitaler-abend-fuer-erzieher-innen.ics"')
    for (const [minute, state, status, title, jsonLd] of [
      [1, 'cancelled', 'CANCELLED', 'Fällt aus: Digitaler', 'EventCancelled'],
      [2, 'postponed', 'TENTATIVE', 'Verschoben: Digitaler', 'EventPostponed'],
      [3, 'planned', 'CONFIRMED', 'Digitaler', 'EventScheduled'],
    ] as const) {
      const run = later(minute)
      expect(await plan(run, id, state)).toBe('changed')
      expect(await plan(run, id, state)).toBe('unchanged')
      const now = await calendarOf(id)
      expect(now.event).toMatchObject({ uid: before.event.uid, status, sequence: String(minute) })
      expect(String(now.event['last-modified']) > String(before.event['last-modified'])).toBe(true)
      expect(now.event.summary).toMatch(new RegExp(`^${title}`))
      const said = JSON.parse(dataIn(await showPublication(run, id)))
      expect(said.eventStatus).toBe(`https://schema.org/${jsonLd}`)
      expect((await searchPublications(run, {})).publications[0]?.eventState).toBe(state === 'planned' ? null : state)
      const feed = parseRssFeed(await (await get(rss, '/angebote/rss.xml')).text())
      expect(feed.items?.[0]?.title).toMatch(new RegExp(`^${title}`))
    }
    const acts = await ctx.db.auditEvent.findMany({
      where: { act: 'publication.event-changed' },
      select: { details: true },
      orderBy: { seq: 'asc' },
    })
    expect(acts.map(({ details }) => (details as { outcome: string }).outcome)).toEqual([
      'cancelled',
      'postponed',
      'planned',
    ])
  })

  test('that is no event, not published or not the own one cannot be cancelled', async () => {
    const offer = await aPublication(ctx, author)
    expect(await plan(ctx, offer, 'cancelled')).toBe('gone')
    const id = await anEvent()
    const other = await aPublisher(ctx, 'Andere')
    expect((await changeEvent(asMember(ctx, other), { publicationId: id, plan: 'cancelled' })).outcome).toBe('gone')
    await withdrawPublication(asMember(ctx, author), { publicationId: id })
    expect(await plan(ctx, id, 'cancelled')).toBe('gone')
  })

  test('is known again after a correction; its new day ends that it was postponed', async () => {
    const id = await anEvent()
    await plan(ctx, id, 'postponed')
    const own = asMember(later(5), author)
    await startCorrection(own, { publicationId: id })
    const correction = await ctx.db.publication.findFirstOrThrow({
      where: { correctsId: id },
      select: { id: true, revision: true },
    })
    const saved = await savePublication(own, {
      publicationId: correction.id,
      revision: correction.revision,
      content: someContent(ctx, {
        title: 'Digitaler Abend',
        startsOn: '2027-01-14',
        endsOn: null,
        startsAt: '18:00',
        endsAt: '20:00',
      }),
    })
    if (saved.outcome !== 'saved') throw new Error(saved.outcome)
    const handed = await submitPublication(own, { publicationId: correction.id, revision: saved.revision })
    if (handed.outcome === 'submitted') {
      const { decidePublication } = await import('@/lib/publications/decide-publication')
      await decidePublication(
        { ...(await aModerator(ctx)), now: own.now },
        { publicationId: correction.id, decision: 'publish' },
      )
    }
    const { event } = await calendarOf(id)
    expect(event).toMatchObject({ status: 'CONFIRMED', sequence: '2', dtstart: '2027-01-14T18:00:00' })
    expect(event['last-modified']).toBe(own.now().toISOString().replace('.000', ''))
  })

  test('that was taken back is cancelled in the calendars that hold it, without a word of its text', async () => {
    const id = await anEvent()
    const { event: before } = await calendarOf(id)
    await withdrawPublication(asMember(later(1), author), { publicationId: id })
    const { event, status } = await calendarOf(id)
    expect(status).toBe(200)
    expect(event).toMatchObject({
      uid: before.uid,
      status: 'CANCELLED',
      sequence: '1',
      dtstart: before.dtstart?.slice(0, 10),
    })
    expect(JSON.stringify(event)).not.toContain('Digitaler')
    await deletePublication(asMember(ctx, author), { publicationId: id })
    expect((await calendarOf(id)).status).toBe(404)
    expect((await calendarOf(await aPublication(ctx, author))).status).toBe(404)
  })

  test('that the moderation hides says nothing at all', async () => {
    const id = await anEvent()
    await withdrawPublication(asMember(ctx, author), { publicationId: id })
    await hide(id)
    expect((await calendarOf(id)).status).toBe(404)
  })
})

describe('feeds and calendars', () => {
  test('exist for everything, a search, a subject, a place and an organisation', async () => {
    await anEvent({ subjects: ['care'], place: 'Gera' })
    await aPublication(ctx, author, { title: 'Excel für alle' })
    const other = await aPublisher(ctx, 'Akademie & Söhne')
    await aPublication(ctx, other, { kind: 'event', title: 'Pflege kompakt' })
    const titles = async (query: string) => {
      const [a, r, c] = await Promise.all([
        get(atom, `/angebote/atom.xml${query}`),
        get(rss, `/angebote/rss.xml${query}`),
        get(allCalendars, `/angebote/kalender.ics${query}`),
      ])
      const feed = parseAtomFeed(await a.text())
      const items = parseRssFeed(await r.text()).items?.map(({ title }) => title)
      const entries = feed.entries?.map(({ title }) => title?.value) ?? []
      expect(items ?? []).toEqual(entries)
      expect(feed.links?.find(({ rel }) => rel === 'self')?.href).toBe(`${appUrl()}/angebote/atom.xml${query}`)
      expect(feed.id).toBe(`${appUrl()}/angebote${query}`)
      return [
        entries.sort(),
        eventsIn(await c.text())
          .map((event) => String(event.getFirstPropertyValue('summary')))
          .sort(),
      ]
    }
    const evening = 'Digitaler Abend für Erzieher*innen'
    expect(await titles('')).toEqual([
      [evening, 'Excel für alle', 'Pflege kompakt'],
      [evening, 'Pflege kompakt'],
    ])
    expect(await titles('?suche=excel')).toEqual([['Excel für alle'], []])
    expect(await titles('?thema=care')).toEqual([[evening], [evening]])
    expect(await titles('?ort=Gera')).toEqual([[evening], [evening]])
    expect(await titles('?anbieter=Akademie+%26+S%C3%B6hne')).toEqual([['Pflege kompakt'], ['Pflege kompakt']])
  })

  test('hold addresses of the portal with its host, and dates that a reader understands', async () => {
    await aPublication(ctx, author, { body: '[Liste](/angebote) und https://bücher.example/' })
    const feed = parseAtomFeed(await (await get(atom, '/angebote/atom.xml')).text())
    const content = String((feed.entries?.[0]?.content as { value?: string })?.value ?? feed.entries?.[0]?.content)
    expect(content).toContain(`href="${appUrl()}/angebote"`)
    expect(content).not.toMatch(/href="(?!https?:|mailto:|tel:)/)
    expect(new Date(String(feed.updated)).toISOString()).toBe(ctx.now().toISOString())
  })

  test('never go back in time, whatever leaves them', async () => {
    const times: number[] = []
    const read = async () => {
      const { updated } = parseAtomFeed(await (await get(atom, '/angebote/atom.xml')).text())
      times.push(Date.parse(String(updated)))
    }
    const first = await aPublication(ctx, author)
    const second = await aPublication(later(1), author)
    await read()
    await withdrawPublication(asMember(later(2), author), { publicationId: second })
    await read()
    await deletePublication(asMember(later(3), author), { publicationId: second })
    await read()
    later(4)
    await hide(first)
    await read()
    expect(times).toEqual([...times].sort((a, b) => a - b))
  })

  test.runIf(spawnSync('xmllint', ['--version']).status === 0)('are read by xmllint', async () => {
    await aPublication(ctx, author, { title: 'Mit & <Zeichen> "und" ]]>', body: '\u0007 Glocke' })
    for (const [handler, address] of [
      [atom, '/angebote/atom.xml'],
      [rss, '/angebote/rss.xml?suche=zeichen'],
      [sitemap, '/sitemap.xml'],
    ] as const) {
      const input = await (await get(handler as Handler, address)).text()
      const read = spawnSync('xmllint', ['--noout', '-'], { input, encoding: 'utf8' })
      expect(read.stderr, address).toBe('')
    }
  })
})

describe('whoever asks again', () => {
  const addresses: [Handler, string][] = [
    [atom, '/angebote/atom.xml'],
    [rss, '/angebote/rss.xml?thema=digital'],
    [allCalendars, '/angebote/kalender.ics'],
    [sitemap as Handler, '/sitemap.xml'],
    [oneCalendar, '/angebote/ID/kalender.ics'],
  ]

  test.each(addresses)('%o %s: gets 304 without a body until something changes', async (handler, address) => {
    const id = await anEvent()
    const ask = (headers: Record<string, string>) => get(handler, address, { id, headers })
    const first = await ask({})
    const etag = first.headers.get('etag') ?? ''
    const modified = first.headers.get('last-modified') ?? ''
    expect(etag).toMatch(/^"[\w-]{20,}"$/)
    later(1)
    for (const headers of [
      { 'if-none-match': etag },
      { 'if-none-match': `W/${etag}` },
      { 'if-none-match': `"anders", ${etag}` },
      { 'if-none-match': '*' },
      { 'if-modified-since': modified },
      { 'if-none-match': etag, 'if-modified-since': 'Mon, 01 Jan 2001 00:00:00 GMT' },
    ] as Record<string, string>[]) {
      const again = await ask(headers)
      expect([again.status, await again.text()], JSON.stringify(headers)).toEqual([304, ''])
      expect(again.headers.get('etag')).toBe(etag)
    }
    for (const headers of [
      { 'if-none-match': '"anders"' },
      { 'if-none-match': '"anders"', 'if-modified-since': modified },
      { 'if-modified-since': 'gestern' },
      { 'if-modified-since': 'Mon, 01 Jan 2001 00:00:00 GMT' },
    ] as Record<string, string>[])
      expect((await ask(headers)).status, JSON.stringify(headers)).toBe(200)
    await plan(later(2), id, 'cancelled')
    expect((await ask({ 'if-none-match': etag })).status).toBe(200)
    expect((await ask({ 'if-modified-since': modified })).status).toBe(200)
  })
})

describe('the sitemap', () => {
  test.each(['2', '0', '-1', '99', '1e3', 'x', ''])('has no part %s', async (part) => {
    await aPublication(ctx, author)
    expect((await get(sitemap as Handler, `/sitemap.xml?teil=${part}`)).status).toBe(404)
    expect((await get(sitemap as Handler, '/sitemap.xml?teil=1')).status).toBe(200)
  })
})

describe('search engines', () => {
  const dataOf = async (id: string) => JSON.parse(dataIn(await showPublication(ctx, id)))

  test('get what their validators ask for, in words and not in codes, for each kind and each kind of price', async () => {
    for (const kind of ['offer', 'event', 'notice'] as const)
      for (const priceKind of ['free', 'fixed', 'on_request'] as const)
        for (const attendance of ['on_site', 'online', 'hybrid'] as const) {
          const data = await dataOf(
            await aPublication(ctx, author, { kind, priceKind, attendance, subjects: ['digital', 'care'] }),
          )
          const required = {
            offer: ['name', 'description', 'provider', 'offers', 'hasCourseInstance'],
            event: ['name', 'startDate', 'location', 'eventStatus', 'organizer'],
            notice: ['headline', 'author', 'datePublished', 'dateModified'],
          }[kind]
          for (const field of required) expect(data[field], `${kind} ${field}`).toBeTruthy()
          const codes = JSON.stringify(data).match(
            /"(digital|care|on_site|hybrid|on_request|fixed|offer|event|notice)"/g,
          )
          expect(codes).toBeNull()
          if (kind === 'offer') {
            expect(data.about.map(({ name }: { name: string }) => name).sort()).toEqual(
              [subjectLabels.digital, subjectLabels.care].sort(),
            )
            expect(data.offers.category).toBe(priceKind === 'free' ? 'Free' : 'Paid')
            expect(data.offers.price === undefined).toBe(priceKind === 'on_request')
            expect(data.hasCourseInstance).toMatchObject({ courseWorkload: 'PT720M' })
          }
          if (kind === 'event') expect(data.startDate.length).toBe(data.endDate.length)
        }
  }, 60_000)

  test.each([
    ['16 Unterrichtsstunden', 'PT720M'],
    ['160 UE', 'PT7200M'],
    ['ca. 40 Stunden', 'PT40H'],
    ['zwei Tage', 'P2D'],
    ['an drei Tagen', 'P3D'],
    ['6 Wochen', 'P6W'],
    ['12 Monate berufsbegleitend', 'P12M'],
    ['eine Woche', 'P1W'],
    ['sechs Abende', undefined],
    ['nach Absprache', undefined],
    ['0 Stunden', undefined],
  ])('%s takes %s', (duration, workload) => expect(workloadOf(duration)).toBe(workload))
})

function dataIn(shown: ShownPublication | undefined): string {
  if (!shown) throw new Error('it is not shown')
  return structuredData(shown, { appUrl: appUrl() })
}

async function hide(contentId: string): Promise<void> {
  const now = here.ctx?.now() ?? ctx.now()
  await ctx.db.contentMeasure.create({
    data: {
      contentKind: 'publication',
      contentId,
      act: 'hide',
      authorId: author.accountId,
      reason: 'x',
      startedAt: now,
      startedBy: author.accountId,
    },
    select: { id: true },
  })
}
