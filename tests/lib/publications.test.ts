// @vitest-environment jsdom
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { eventCalendar } from '@/lib/publications/calendar'
import { atomFeed, rssFeed, sitemap, sitemapIndex } from '@/lib/publications/feeds'
import { publicationProblems } from '@/lib/publications/problems'
import { draftSchema } from '@/lib/publications/schema'
import { type ShownPublication } from '@/lib/publications/shown'
import { structuredData } from '@/lib/publications/structured-data'
import { priceText, publisherText, whenText, whereText } from '@/lib/publications/words'

const appUrl = 'https://portal.test'
const id = '01930000-0000-7000-8000-00000000abcd'
const shown: ShownPublication = {
  id,
  kind: 'event',
  title: 'Bildungstag',
  summary: 'Ein Tag für alle.',
  body: '**Programm** folgt.',
  drawn: null,
  subjects: ['vocational'],
  attendance: 'hybrid',
  place: 'Erfurt',
  venue: 'Anger 1',
  startsOn: '2027-03-27',
  startsAt: '09:00',
  endsOn: '2027-03-28',
  endsAt: '16:00',
  duration: 'zwei Tage',
  priceKind: 'fixed',
  priceCents: 12_950,
  targetGroup: 'alle',
  funding: null,
  link: 'https://bildungstag.example/',
  showName: false,
  publishedAt: new Date('2026-11-23T12:00:00Z'),
  correctedAt: null,
  changedAt: new Date('2026-11-23T12:00:00Z'),
  eventState: null,
  sequence: 0,
  publisher: { organisation: 'Bildungswerk Saale', name: null },
}
/** What somebody might write to get out of where it stands. */
const attack = `</title></script><script>alert(1)</script>]]> & "x" 'y'\r\nATTENDEE:mailto:a@b.example\nEND:VEVENT; \\n, \u2028`
const hostile: ShownPublication = {
  ...shown,
  title: attack,
  summary: attack,
  body: attack,
  place: attack,
  venue: attack,
  targetGroup: attack,
  duration: attack,
  publisher: { organisation: attack, name: attack },
}

function xmlOf(text: string): Document {
  const page = new DOMParser().parseFromString(text, 'application/xml')
  expect(page.querySelector('parsererror')?.textContent).toBeUndefined()
  return page
}

describe('the feeds', () => {
  test('are well formed, with stable ids and links to the portal', () => {
    const rss = xmlOf(rssFeed({ appUrl, publications: [shown], updatedAt: shown.publishedAt }))
    expect(rss.querySelector('item > guid')?.textContent).toBe(`${appUrl}/angebote/${id}`)
    expect(rss.querySelector('item > pubDate')?.textContent).toBe('Mon, 23 Nov 2026 12:00:00 GMT')
    const atom = xmlOf(atomFeed({ appUrl, publications: [shown], updatedAt: shown.publishedAt }))
    expect(atom.querySelector('entry > id')?.textContent).toBe(`urn:uuid:${id}`)
    expect(atom.querySelector('entry > content')?.textContent).toContain('<strong>Programm</strong>')
    expect(atom.querySelector('feed > updated')?.textContent).toBe('2026-11-23T12:00:00.000Z')
  })

  test('lead to the portal from wherever they are read, and say what the page says', () => {
    const body = '[Angebote](/angebote) und „/angebote“ für Erzieher*innen: href="/angebote"\n\n3. Mai\n10. Mai'
    const entry = { ...shown, body, summary: '' }
    const feed = { appUrl, publications: [entry], updatedAt: shown.publishedAt }
    const content = xmlOf(atomFeed(feed)).querySelector('content')?.textContent ?? ''
    expect(content).toContain('href="https://portal.test/angebote"')
    expect(content).toContain('„/angebote“ für Erzieher*innen: href="/angebote"')
    const words = 'Angebote und „/angebote“ für Erzieher*innen: href="/angebote" 3. Mai 10. Mai'
    expect(xmlOf(rssFeed(feed)).querySelector('item description')?.textContent).toContain(words)
    const read = new ICAL.Component(ICAL.parse(eventCalendar(entry, { appUrl }) ?? '')).getFirstSubcomponent('vevent')
    expect(read?.getFirstPropertyValue('description')).toContain('Erzieher*innen: href="/angebote"\n3. Mai\n10. Mai')
  })

  test('are well formed without an entry', () => {
    xmlOf(rssFeed({ appUrl, publications: [], updatedAt: shown.publishedAt }))
    xmlOf(atomFeed({ appUrl, publications: [], updatedAt: shown.publishedAt }))
  })

  test.each([
    ['RSS', rssFeed],
    ['Atom', atomFeed],
  ])('hold what somebody wrote as text, whatever it is (%s)', (_, feed) => {
    const page = xmlOf(
      feed({ appUrl, publications: [{ ...hostile, title: `${attack}\u0000\ud800` }], updatedAt: shown.publishedAt }),
    )
    expect(page.querySelectorAll('script')).toHaveLength(0)
    expect(page.querySelector('item > title, entry > title')?.textContent).toContain('<script>alert(1)</script>]]> &')
    expect(page.querySelector('entry > content')?.textContent ?? '').not.toContain('<script>')
  })
})

describe('the sitemap', () => {
  test('names pages with the day of their change, and its parts where it has several', () => {
    const pages = [{ path: '/' }, { path: `/angebote/${id}`, changedAt: shown.publishedAt }]
    const page = xmlOf(sitemap(appUrl, pages))
    expect([...page.querySelectorAll('loc')].map(({ textContent }) => textContent)).toEqual([
      `${appUrl}/`,
      `${appUrl}/angebote/${id}`,
    ])
    expect(page.querySelector('lastmod')?.textContent).toBe('2026-11-23T12:00:00.000Z')
    expect(xmlOf(sitemapIndex(appUrl, 11)).querySelectorAll('sitemap')).toHaveLength(11)
  })
})

describe('the calendar of an event', () => {
  const eventOf = (publication: ShownPublication) => {
    const text = eventCalendar(publication, { appUrl })
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    const calendar = new ICAL.Component(ICAL.parse(text))
    const events = calendar.getAllSubcomponents('vevent')
    expect(events).toHaveLength(1)
    for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
    return { event: new ICAL.Event(events[0]), component: events[0] as ICAL.Component }
  }

  test('keeps the hours of Berlin across the change of the clocks', () => {
    const { event } = eventOf(shown)
    expect(event.startDate.toJSDate().toISOString()).toBe('2027-03-27T08:00:00.000Z')
    expect(event.endDate.toJSDate().toISOString()).toBe('2027-03-28T14:00:00.000Z')
    expect(event.location).toBe('Anger 1, Erfurt und online')
  })

  test('takes whole days where no time is known', () => {
    const { event } = eventOf({ ...shown, startsAt: null, endsAt: null })
    expect([event.startDate.toString(), event.endDate.toString()]).toEqual(['2027-03-27', '2027-03-29'])
  })

  test('holds what somebody wrote as text, whatever it is, and nobody to invite', () => {
    const { event, component } = eventOf(hostile)
    expect(event.summary).toContain('</script>')
    expect(event.attendees).toHaveLength(0)
    expect(component.getAllProperties().map(({ name }) => name)).not.toContain('attendee')
    expect(component.getAllProperties().map(({ name }) => name)).not.toContain('organizer')
  })
})

describe('structured data', () => {
  const dataOf = (publication: ShownPublication) => JSON.parse(structuredData(publication, { appUrl }))

  test('call an event Event and an offer Course, with place, time, price and organisation', () => {
    expect(dataOf(shown)).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Event',
      startDate: '2027-03-27T09:00:00+01:00',
      endDate: '2027-03-28T16:00:00+02:00',
      eventAttendanceMode: 'https://schema.org/MixedEventAttendanceMode',
      organizer: { '@type': 'Organization', name: 'Bildungswerk Saale' },
      offers: { price: '129.50', priceCurrency: 'EUR' },
    })
    expect(dataOf({ ...shown, kind: 'offer' })).toMatchObject({
      '@type': 'Course',
      provider: { name: 'Bildungswerk Saale' },
      hasCourseInstance: { '@type': 'CourseInstance', courseMode: ['Onsite', 'Online'] },
    })
    expect(dataOf({ ...shown, kind: 'notice' })['@type']).toBe('Article')
  })

  test('cannot end the script element that they stand in', () => {
    expect(structuredData(hostile, { appUrl })).not.toMatch(/[<>&\u2028]/)
    expect(dataOf(hostile).name).toBe(attack)
  })
})

describe('words for readers', () => {
  test.each([
    ['offer', {}, 'laufend, Einstieg jederzeit'],
    ['offer', { endsOn: '2026-12-31' }, 'laufend bis 31. Dezember 2026'],
    ['offer', { startsOn: '2026-12-03' }, 'ab 3. Dezember 2026'],
    ['event', { startsOn: '2026-12-03', startsAt: '09:00', endsAt: '16:30' }, '3. Dezember 2026, 9:00 bis 16:30 Uhr'],
    ['event', { startsOn: '2026-12-03', endsOn: '2026-12-04' }, '3. Dezember 2026 bis 4. Dezember 2026'],
    ['notice', { endsOn: '2026-12-03' }, 'gilt bis 3. Dezember 2026'],
    ['notice', {}, ''],
  ] as const)('when: %s %o', (kind, dates, text) => {
    expect(whenText(kind, { startsOn: null, startsAt: null, endsOn: null, endsAt: null, ...dates })).toBe(text)
  })

  test('where, how much and who', () => {
    expect(whereText({ attendance: 'hybrid', place: 'Gera' })).toBe('Gera und online')
    expect(priceText({ priceKind: 'fixed', priceCents: 120_000 }).replace(/\s/g, ' ')).toBe('1.200 €')
    expect(priceText({ priceKind: 'fixed', priceCents: 9_950 }).replace(/\s/g, ' ')).toBe('99,50 €')
    expect(publisherText({ organisation: null, name: null })).toBe('Privatperson')
  })
})

describe('the form of a draft', () => {
  const fields = { publicationId: id, page: id, kind: 'offer', revision: '1', title: '', summary: '', body: '' }
  const parsed = (change: object) => draftSchema.safeParse({ ...fields, ...change })

  test('may be empty', () => {
    expect(parsed({ startsOn: '', startsAt: '', price: '', link: '', subject1: '', attendance: '' }).success).toBe(true)
  })

  test.each([
    ['99', 9_900],
    ['1.250,50', 125_050],
    ['1250,50 €', 125_050],
    ['80,--', 8_000],
    ['', null],
  ])('reads the price %s', (price, cents) => {
    expect(parsed({ price }).data?.price).toBe(cents)
  })

  test.each([
    ['price', 'viel'],
    ['price', '-5'],
    ['link', 'javascript:alert(1)'],
    ['link', 'http://unsicher.example'],
    ['link', 'https://nutzer:passwort@boese.example'],
    ['startsOn', '2026-02-30'],
    ['startsAt', '25:00'],
    ['title', 'x'.repeat(121)],
    ['subject1', 'astrologie'],
  ])('refuses %s %s', (name, value) => {
    expect(parsed({ [name]: value }).error?.issues[0]?.path).toEqual([name])
  })

  test('a title is one line, however it was pasted', () => {
    expect(parsed({ title: 'Zeile\nZeile' }).data?.title).toBe('Zeile Zeile')
  })

  test('takes a link without its scheme as https, and a time in several forms', () => {
    expect(parsed({ link: 'beispiel.de/kurs' }).data?.link).toBe('https://beispiel.de/kurs')
    expect(parsed({ startsAt: '9.30 Uhr' }).data?.startsAt).toBe('09:30')
  })
})

test.each<[string | null, string | null, string | undefined]>([
  ['09:00', '16:00', undefined],
  ['09:00', null, undefined],
  [null, null, undefined],
  [null, '16:00', 'Zum Ende um diese Uhrzeit fehlt der Beginn.'],
])('an hour of the end needs one of the beginning: %s to %s', (startsAt, endsAt, problem) => {
  for (const kind of ['event', 'offer'] as const)
    expect(publicationProblems(kind, { ...shown, startsAt, endsAt }, '2026-12-01').startsAt).toBe(problem)
  expect(publicationProblems('notice', { ...shown, startsAt, endsAt }, '2026-12-01').startsAt).toBeUndefined()
})
