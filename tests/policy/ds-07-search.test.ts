import { readFileSync } from 'node:fs'
import { Client } from 'pg'
import { beforeEach, describe, expect, inject, test } from 'vitest'
import { type PortalContext } from '@/lib/context'
import { searchDirectory } from '@/lib/directory/search-directory'
import { searchForum } from '@/lib/forum/search-forum'
import { tidyForum } from '@/lib/forum/tidy-forum'
import { type PublicationSearch, searchPublications } from '@/lib/publications/search-publications'
import { abbreviations } from '@/lib/search/abbreviations'
import { aMember } from '../support/cast'
import { as, testContext } from '../support/context'
import { aCategory, anAnswer, aSpeaker, aTopic } from '../support/forum'
import { aPublisher, asMember } from '../support/publications'

/** Titles as people write them: signs, dates, versions, abbreviations, what Word leaves in them. */
const titles = readFileSync('tests/support/titles.txt', 'utf8').split('\n').filter(Boolean)

let ctx: PortalContext
beforeEach(() => {
  ctx = testContext()
})

/** Published rows with these titles, all of one author. */
async function publish(rows: { title: string; summary?: string; place?: string; venue?: string; body?: string }[]) {
  const { accountId } = await aPublisher(ctx, 'Akademie')
  for (const { title, summary = '', place, venue, body = '' } of rows)
    await ctx.db.$executeRaw`
      INSERT INTO publication (account_id, kind, title, summary, body, place, venue, created_at, saved_at, published_at, confirmed_at, shown_until)
      VALUES (${accountId}::uuid, 'offer', ${title}, ${summary}, ${body}, ${place ?? null}, ${venue ?? null},
        ${ctx.now()}, ${ctx.now()}, ${ctx.now()}, ${ctx.now()}, '2099-12-31')`
}

async function found(search: string | PublicationSearch): Promise<string[]> {
  const page = await searchPublications(ctx, typeof search === 'string' ? { text: search } : search)
  return page.publications.map(({ title }) => title)
}

describe('every title', () => {
  test('finds itself, copied word for word, on the first page; so does each number and each long word in it', async () => {
    expect(titles.length).toBeGreaterThanOrEqual(500)
    await publish(titles.map((title) => ({ title })))
    const lost: string[] = []
    for (const title of titles) {
      if (!(await found(title)).includes(title)) lost.push(title)
      const word = title.normalize('NFKC').match(/\p{L}{7,}|\d{4,}/u)?.[0]
      if (word && (await searchPublications(ctx, { text: word })).found === 0) lost.push(`${word} of ${title}`)
    }
    expect(lost).toEqual([])
  })

  test('finds itself in forum and directory too', async () => {
    const vera = await aSpeaker(ctx)
    const categoryId = await aCategory(ctx)
    const sample = titles.filter((_, index) => index % 9 === 0).map((title) => title.slice(0, 100))
    for (const title of sample) {
      const [{ id }] = (await ctx.db.$queryRaw<{ id: string }[]>`
        INSERT INTO forum_topic (category_id, author_id, title, started_at, last_number, last_post_at)
        VALUES (${categoryId}::uuid, ${vera.accountId}::uuid, ${title}, now(), 1, now()) RETURNING id`) as [
        { id: string },
      ]
      await ctx.db.$executeRaw`INSERT INTO forum_post (topic_id, number, author_id, body, posted_at)
        VALUES (${id}::uuid, 1, ${vera.accountId}::uuid, 'Frage', now())`
      await ctx.db
        .$executeRaw`INSERT INTO account (email, surname, given_name, member_group, organisation, position, password_hash, email_confirmed_at, verified_at)
        VALUES (${`${id}@beispiel.test`}, 'Muster', 'Kim', 'company', ${title}, 'Leitung', 'x', now(), now())`
    }
    const reader = as(ctx, vera.actor)
    const lost: string[] = []
    for (const title of sample) {
      const { hits } = await searchForum(reader, { query: title })
      if (!hits.some((hit) => hit.title === title)) lost.push(`forum: ${title}`)
      const { entries } = await searchDirectory(reader, { text: title })
      if (!entries.some((entry) => entry.title === title)) lost.push(`directory: ${title}`)
    }
    expect(lost).toEqual([])
  })
})

describe('a word is found however it is written', () => {
  test.each([
    ['Tagung „Pflege“ kompakt', 'Pflege kompakt'],
    ['Tagung „Pflege“ kompakt', 'pflege'],
    ['Meister/Techniker im Handwerk', 'Techniker'],
    ['Meister/Techniker im Handwerk', 'Meister/Techniker'],
    ['Meister/Techniker im Handwerk', 'Handwerk Meister'],
    ['Audit nach ISO-9001', '9001'],
    ['Audit nach ISO-9001', 'ISO 9001'],
    ['Audit nach ISO-9001', 'ISO9001'],
    ['Audit nach ISO9001', 'ISO 9001'],
    ['Audit nach ISO9001', 'iso-9001'],
    ['Node.js', 'Node.js'],
    ['Node.js', 'node'],
    ['Qualiﬁzierung kompakt', 'Qualifizierung'],
    ['Weiter­bildung', 'Weiterbildung'],
    ['Weiterbildung', 'Weiter­bil​dung'],
    ['Vollbreite Ｅｘｃｅｌ', 'Excel'],
    ['Ein Kurs', 'Kurse'],
    ['Viele Kurse', 'Kurs'],
    ['Sprachkurs Deutsch', 'Kurse'],
    ['Zins und Rente', 'Zinsen'],
    ['Pflegefachkräfte anleiten', 'Fachkraft'],
    ['Pflegefachkräfte anleiten', 'Pflege'],
    ['Berufsausbildung', 'Ausbildung'],
    ['Weiterbildung', 'Bildung'],
    ['Projektleitungen', 'Leitung'],
    ['Erzieher*innen', 'Erzieherinnen'],
    ['Erzieherinnen', 'Erzieher*innen'],
    ['Erzieher gesucht', 'Erzieher*innen'],
    ['Lehrer:innen', 'Lehrer'],
    ['Trainer/-innen', 'Trainerin'],
    ['Büro', 'Buero'],
    ['Buero', 'Büro'],
    ['Büro', 'Buro'],
    ['Café am Markt', 'Cafe'],
    ['Straße', 'STRASSE'],
    ['Müller stellt vor', 'Mueller'],
    ['Themen der Zeit', 'Thema'],
    ['Ein Thema', 'Themen'],
    ['Das Praktikum', 'Praktika'],
    ['Viele Praktika', 'Praktikum'],
    ['Unterrichtsmaterialien', 'Material'],
    ['E-Learning', 'Elearning'],
    ['eLearning', 'E-Learning'],
    ['E Learning', 'E-Learning'],
    ['Know-how', 'Knowhow'],
    ['Knowhow', 'Know-how'],
    ['Pflege-Fachkraft', 'Pflegefachkraft'],
    ['Pflegefachkraft', 'Pflege-Fachkraft'],
    ['Am 3.12.2026', '03.12.2026'],
    ['Am 03.12.2026', '3.12.'],
    ['1.250 Stunden', '1250'],
    ['1250 Stunden', '1.250'],
    ['C++ lernen', 'c++'],
    ['C# lernen', 'C#'],
    ['Der Tag danach', 'der'],
    ['Lernen im Betrieb', 'Lernen in einem Betrieb'],
  ])('%s: %s', async (title, text) => {
    await publish([{ title }, { title: 'Ganz anderes' }])
    expect(await found(text)).toEqual([title])
  })

  test.each([
    ['C lernen', 'C++'],
    ['C++ lernen', 'C#'],
    ['Kur am Meer, kurz gesagt', 'Kurse'],
    ['Mathematik', 'Themen'],
    ['Kinderbuchmesse', 'Buch'],
  ])('and not beyond it. %s: %s', async (title, text) => {
    await publish([{ title }])
    const page = await searchPublications(ctx, { text })
    expect(page.found === 0 || page.insteadOf !== undefined).toBe(true)
  })

  test('each abbreviation finds what it stands for, and the other way round', async () => {
    for (const [short, ...long] of abbreviations)
      for (const name of long) {
        await ctx.db.publication.deleteMany()
        await publish([{ title: `Tag zu ${name}` }, { title: `Neues: ${short}!` }])
        for (const typed of [short, name, `${name} Neues`, `Tag ${short}`])
          expect((await found(typed)).length, `${typed} for ${short} = ${name}`).toBeGreaterThan(0)
        expect((await found(short)).length, short).toBe(2)
        expect((await found(name)).length, name).toBe(2)
      }
  }, 120_000)
})

describe('the signs of the search', () => {
  const rows = [{ title: 'Excel Grundkurs' }, { title: 'Word Grundkurs' }, { title: 'Grundkurs für Excel und Word' }]

  test.each([
    ['"Excel Grundkurs"', ['Excel Grundkurs']],
    ['„Excel Grundkurs“', ['Excel Grundkurs']],
    ['Grundkurs -Word', ['Excel Grundkurs']],
    ['Grundkurs -"Word Grundkurs"', ['Excel Grundkurs', 'Grundkurs für Excel und Word']],
    ['Excel oder Word', ['Excel Grundkurs', 'Grundkurs für Excel und Word', 'Word Grundkurs']],
    ['Excel or Bergbau', ['Excel Grundkurs', 'Grundkurs für Excel und Word']],
    ['Grundkurs Excel -oder', ['Excel Grundkurs', 'Grundkurs für Excel und Word']],
    ['-Word', ['Grundkurs für Excel und Word', 'Word Grundkurs']],
    ['Grundkurs - Excel', ['Excel Grundkurs', 'Grundkurs für Excel und Word']],
  ])('%s', async (text, expected) => {
    await publish(rows)
    expect((await found(text)).sort()).toEqual(expected)
  })

  test.each([
    '"',
    '""',
    '-',
    '- -',
    'oder',
    'or or',
    '& | ! :* ()',
    `'); DROP TABLE publication --`,
    '\\',
    '-"',
    '❤️',
    '"!"',
    '٣',
    'א'.repeat(300),
  ])('mean nothing alone: %s', async (text) => {
    await publish(rows)
    const vera = await aSpeaker(ctx)
    await searchPublications(ctx, { text, place: text })
    await searchForum(as(ctx, vera.actor), { query: text })
    await searchDirectory(as(ctx, vera.actor), { text })
  })
})

describe('where nothing is found', () => {
  test('the nearest spelling, fewer words or no filters lead on, as far as they find something', async () => {
    await publish([
      { title: 'Schweißen lernen', place: 'Gera' },
      { title: 'Buchhaltung', place: 'Jena' },
    ])
    expect(await searchPublications(ctx, { text: 'Shweißen' })).toMatchObject({ found: 1, insteadOf: 'schweißen' })
    expect(await searchPublications(ctx, { text: 'Buchhaltung', place: 'Jenna' })).toMatchObject({
      found: 1,
      insteadOf: 'Buchhaltung, jena',
    })
    expect((await searchPublications(ctx, { text: 'Schweißen Bergbauquanten' })).ways).toEqual([
      { text: 'Schweißen', withoutFilters: false },
    ])
    expect((await searchPublications(ctx, { text: 'Schweißen', kind: 'event' })).ways).toEqual([
      { text: 'Schweißen', withoutFilters: true },
    ])
    expect((await searchPublications(ctx, { text: 'Bergbauquanten' })).ways).toEqual([])
  })

  test('forum and directory name fewer words as well', async () => {
    const vera = await aSpeaker(ctx)
    const reader = as(ctx, vera.actor)
    const { topicId } = await aTopic(ctx, { by: vera, categoryId: await aCategory(ctx), title: 'Schweißen lernen' })
    await anAnswer(ctx, { by: vera, topicId, body: 'Mit „Funkenflug“.' })
    expect((await searchForum(reader, { query: 'Funkenflug Bergbauquanten' })).ways).toEqual(['Funkenflug'])
    await aMember(ctx, { verified: true, memberGroup: 'company', organisation: 'Schweißwerk Gera', position: 'Chefin' })
    expect(await searchDirectory(reader, { text: 'Xylophonquark Gera -Jena' })).toMatchObject({
      found: 0,
      ways: ['Gera'],
    })
    expect((await searchForum(reader, { query: 'Funkenflug' })).hits[0]?.excerpt).toContain('„Funkenflug“')
    await tidyForum(ctx)
  })
})

describe('a place', () => {
  test.each([
    ['99084 Erfurt', null, 'Erfurt'],
    ['99084 Erfurt', null, '99084'],
    ['99084 Erfurt', null, '990'],
    ['Erfurt', 'Anger 1, 99084 Erfurt', '99084'],
    ['Erfurt', 'Anger 1', 'Erfurt Anger'],
    ['Stadt Erfurt', null, 'erfurt'],
    ['Erfurt-Bindersleben', null, 'Bindersleben'],
    ['Jena, Gera und Weimar', null, 'Gera'],
    ['Jena/Weimar', null, 'Weimar'],
    ['Landkreis Saalfeld-Rudolstadt', null, 'rudolst'],
    ['Mühlhausen', null, 'Muehlhausen'],
    ['Muehlhausen', null, 'Mühlhausen'],
    ['Mühlhausen', null, 'Muhlhausen'],
    ['Bad Köstritz', null, 'köstritz'],
    ['Gotha (Thüringen)', null, 'Gotha, Thüringen'],
    ['„Haus Dacheröden“ Erfurt', null, 'Dacheröden'],
  ])('%s, %s: %s', async (place, venue, typed) => {
    await publish([
      { title: 'Kurs', place, ...(venue ? { venue } : {}) },
      { title: 'Anderswo', place: 'Suhl' },
    ])
    expect(await found({ place: typed })).toEqual(['Kurs'])
    if (typed.length > 3) expect(await found({ text: typed })).toEqual(['Kurs'])
  })

  test('is not found in the middle of a word', async () => {
    await publish([{ title: 'Kurs', place: 'Weimar' }])
    expect(await found({ place: 'mar' })).toEqual([])
  })
})

test('each order shows the same entries', async () => {
  const { accountId } = await aPublisher(ctx)
  const row = (title: string, startsOn: string | null, endsOn: string | null) => ctx.db.$executeRaw`
    INSERT INTO publication (account_id, kind, title, starts_on, ends_on, created_at, saved_at, published_at, confirmed_at, shown_until)
    VALUES (${accountId}::uuid, 'offer', ${title}, ${startsOn}::date, ${endsOn}::date, ${ctx.now()}, ${ctx.now()}, ${ctx.now()}, ${ctx.now()}, '2099-12-31')`
  await row('Kurs ohne Tag', null, null)
  await row('Kurs im Januar', '2027-01-10', null)
  await row('Kurs seit gestern', '2026-11-22', '2027-02-01')
  const order = ['Kurs seit gestern', 'Kurs im Januar', 'Kurs ohne Tag']
  expect(await found({ order: 'next' })).toEqual(order)
  expect(await found({ order: 'next', text: 'Kurs' })).toEqual(order)
  for (const order of ['newest', 'best'] as const) expect((await found({ order, text: 'Kurs' })).sort()).toHaveLength(3)
})

test('the words are the same under any locale', async () => {
  const expected = await ctx.db.$queryRaw<{ cut: string }[]>`
    SELECT search_vector(title)::text || ' / ' || search_terms(ARRAY[title])::text || ' / ' || spellings(title) AS cut FROM unnest(${titles}::text[]) AS title`
  const admin = new Client({ connectionString: inject('adminUrl') })
  await admin.connect()
  const migration = readFileSync('prisma/migrations/20261130214000_one_search/migration.sql', 'utf8')
  const letters = readFileSync('prisma/migrations/20261130183000_member_search/migration.sql', 'utf8')
  const locales = [
    `LOCALE_PROVIDER libc LOCALE 'C'`,
    `LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'`,
    `LOCALE_PROVIDER icu ICU_LOCALE 'de-DE' LOCALE 'C'`,
    `LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR' LOCALE 'C'`,
  ]
  try {
    for (const locale of locales) {
      const name = `locale_${process.env.VITEST_POOL_ID ?? '1'}`
      await admin.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' ${locale}`)
      const url = new URL(inject('adminUrl'))
      url.pathname = `/${name}`
      const other = new Client({ connectionString: url.href })
      await other.connect()
      await other.query(letters.slice(0, letters.indexOf('-- Made from name')))
      await other.query(migration.slice(0, migration.indexOf('-- Publications')))
      await other.query(readFileSync('prisma/migrations/20261130214200_shorter_queries/migration.sql', 'utf8'))
      const { rows } = await other.query<{ cut: string }>(
        `SELECT search_vector(title)::text || ' / ' || search_terms(ARRAY[title])::text || ' / ' || spellings(title) AS cut FROM unnest($1::text[]) AS title`,
        [titles],
      )
      await other.end()
      await admin.query(`DROP DATABASE ${name}`)
      expect(rows, locale).toEqual(expected)
    }
  } finally {
    await admin.end()
  }
})

test('whoever looks for others sees only members, as before', async () => {
  const publisher = await aPublisher(ctx)
  await expect(searchDirectory(ctx, { text: 'x' })).rejects.toThrow('refused')
  expect((await searchDirectory(asMember(ctx, publisher), { text: '-' })).found).toBe(1)
})
