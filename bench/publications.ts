import { openDatabase } from '@/lib/db/client'
import { type PublicationSearch, searchPublications } from '@/lib/publications/search-publications'
import { withOwnDatabase } from './own-database'
import { percentile, type Row } from './row'
import { type BenchServers } from './servers'
import { compare, REPORTED } from './throughput'

const PUBLICATIONS = 100_000
const AUTHORS = 2_000
const ROUNDS = 10
const MOST_MS = 120

/** What people look for: common and rare words, several words, mistakes of spelling, filters, later pages. */
export const searches: Record<string, PublicationSearch[]> = {
  'the list, filters and later pages': [
    {},
    { page: 40 },
    { kind: 'event', order: 'next' },
    { subject: 'care', place: 'Jena' },
    { attendance: 'online', mostCents: 0 },
    { from: '2027-01-10', until: '2027-01-20', kind: 'offer' },
  ],
  'words that stand in many texts': [
    { text: 'Kurs' },
    { text: 'Weiterbildung Thüringen' },
    { text: 'Grundlagen', order: 'newest' },
  ],
  'words that stand in few texts': [
    { text: 'Thema1234' },
    { text: 'Excel Formeln Jena', kind: 'offer' },
    { text: 'Pflegefachkräfte anleiten' },
  ],
  'misspelt words': [{ text: 'Exzel Formehln' }, { text: 'Shweißen' }, { text: 'Projeckt6' }],
  'misspelt words that stand in all texts': [
    { text: 'Thürigen' },
    { text: 'Bildungswerck' },
    { text: 'Kuhrs Thürringen' },
  ],
  'names of publishers': [{ text: 'Bildungswerk 77' }, { text: 'Bildungswerk Excel' }],
  'words that stand nowhere': [{ text: 'Bergbauquantenphysik' }],
}

/** Search in 100,000 publications (DS-07), as the page calls it. */
export async function benchPublicationSearch(): Promise<Row[]> {
  return withOwnDatabase('publications', { kind: 'visitor' }, async ({ ctx, pool }) => {
    for (const statement of [...generatePublications(PUBLICATIONS), MORE_WORDS]) await pool.query(statement)
    await pool.query('VACUUM ANALYZE')
    const rows: Row[] = []
    for (const [what, list] of Object.entries(searches)) {
      const times: number[] = []
      const floorTimes: number[] = []
      for (let round = -1; round < ROUNDS; round++) {
        for (const search of list) {
          const time = await elapsed(() => searchPublications(ctx, search))
          const floorTime = await elapsed(() => ctx.db.$queryRawUnsafe(FLOOR))
          if (round < 0) continue
          times.push(time)
          floorTimes.push(floorTime)
        }
      }
      const p95 = percentile(times, 0.95)
      const floor = percentile(floorTimes, 0.95)
      rows.push({
        what: `search in ${PUBLICATIONS.toLocaleString('en')} publications, p95: ${what}`,
        value: `${p95.toFixed(1)} ms`,
        floor: `${floor.toFixed(1)} ms (20 newest)`,
        ratio: p95 / floor,
        target: `< ${MOST_MS} ms`,
        met: p95 < MOST_MS,
      })
    }
    return rows
  })
}

/** Twenty publications with their publishers in the order of an index: what a list costs at least. */
const FLOOR = `
  SELECT p.id, p.title, p.summary, a.organisation FROM publication p JOIN account a ON a.id = p.account_id
  WHERE p.published_at IS NOT NULL AND p.withdrawn_at IS NULL ORDER BY p.published_at DESC, p.id LIMIT 20`

async function elapsed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}

/** As many different words as a large catalogue has: 54,000 compounds beside those of the texts. */
const MORE_WORDS = `
  INSERT INTO publication_word (word, publications)
  SELECT DISTINCT a || b || c, 1 FROM
    unnest(string_to_array('pflege büro metall holz energie umwelt sprach medien daten netz personal kunden lager verkehr bau elektro handels steuer rechts labor', ' ')) AS a,
    unnest(string_to_array('fach grund aufbau zusatz lehr prüfungs schulungs weiterbildungs beratungs förder projekt qualitäts sicherheits technik wissens kommunikations leitungs entwicklungs', ' ')) AS b,
    unnest(string_to_array('kurs kurse kursen seminar seminare lehrgang lehrgänge kraft kräfte kräften wissen tag tage tagen reihe reihen modul module modulen abschluss werkstatt werkstätten leitung leitungen planung planungen prüfung prüfungen gruppe gruppen treffen messe messen börse plan pläne stelle stellen netz netze praxis arbeit arbeiten aufgabe aufgaben konzept konzepte verfahren forum foren woche wochen stunde stunden schule schulen woche buch bücher heft hefte beginn ende dauer kosten preis preise zeit zeiten ziel ziele inhalt inhalte form formen ort orte raum räume team teams markt märkte weg wege angebot angebote nachweis nachweise zeugnis zeugnisse karte karten blatt blätter mappe mappen akte akten bogen bögen liste listen tabelle tabellen formel formeln regel regeln gesetz gesetze norm normen amt ämter haus häuser werk werke zentrum zentren verein vereine verband verbände bund bünde kreis kreise stadt städte land länder dorf dörfer region regionen', ' ')) AS c
  ON CONFLICT DO NOTHING`

/** Requests per second of the public pages against a bare page with one query. */
export async function benchPublicationPages(servers: BenchServers): Promise<Row[]> {
  const { db, pool } = openDatabase(servers.databaseUrl)
  try {
    for (const statement of generatePublications(1_000)) await pool.query(statement)
    await pool.query('ANALYZE publication')
    const { rows } = await pool.query<{ id: string }>('SELECT id FROM publication ORDER BY id LIMIT 1')
    const { portal, bare } = servers
    const floor = `${bare.url}/sql`
    return [
      await compare('/angebote, requests/s', `${portal.url}/angebote`, floor, REPORTED),
      await compare('/angebote?suche=Excel, requests/s', `${portal.url}/angebote?suche=Excel`, floor, REPORTED),
      await compare('/angebote/ID, requests/s', `${portal.url}/angebote/${rows[0]?.id}`, floor, REPORTED),
    ]
  } finally {
    await db.$disconnect()
    await pool.end()
  }
}

/** Authors and their publications, made by the database: words of different frequency, all kinds, subjects, towns, days and prices. */
export function generatePublications(count: number): string[] {
  return [
    `INSERT INTO account (email, surname, given_name, member_group, organisation, position, password_hash, email_confirmed_at, verified_at)
     SELECT 'autor.' || i || '@beispiel.invalid', 'Nachname', 'Vorname', 'training_provider', 'Bildungswerk ' || i, 'Leitung', 'x', now(), now()
     FROM generate_series(1, ${Math.min(AUTHORS, count)}) AS i`,
    `INSERT INTO publication (account_id, kind, title, summary, body, subjects, attendance, place, starts_on, ends_on, price_kind, price_cents,
       created_at, saved_at, published_at, confirmed_at, shown_until)
     SELECT authors.ids[1 + i % array_length(authors.ids, 1)], (ARRAY['offer', 'event', 'notice']::publication_kind[])[1 + i % 3],
       w.things[1 + i % 12] || ' ' || w.forms[1 + i / 12 % 6] || ', Thema' || i % 5000,
       'Ein Kurs über ' || w.things[1 + i * 7 % 12] || ' und ' || w.things[1 + i * 5 % 12] || ' in ' || w.towns[1 + i % 10] || ' für alle in Thüringen.',
       repeat('Weiterbildung mit Grundlagen, Beispielen und Übungen zu ' || w.things[1 + i * 11 % 12] || '. ', 10),
       ARRAY[w.subjects[1 + i % 8], w.subjects[1 + i * 3 % 8]], (ARRAY['on_site', 'online', 'hybrid']::attendance[])[1 + i % 3], w.towns[1 + i % 10],
       current_date + 1 + i % 200, current_date + 2 + i % 200, (ARRAY['free', 'fixed', 'on_request']::price_kind[])[1 + i % 3], 1000 * (i % 300),
       now() - i * interval '1 minute', now(), now() - i * interval '1 minute', now(), current_date + 2 + i % 200
     FROM generate_series(1, ${count}) AS i,
       (SELECT array_agg(id) AS ids FROM account WHERE email LIKE 'autor.%') AS authors,
       (SELECT ARRAY['Excel', 'Pflegefachkräfte', 'Schweißen', 'Buchhaltung', 'Führung', 'Deutsch', 'Lagerlogistik', 'Projektleitung', 'Gastronomie', 'Energieberatung', 'Programmieren', 'Rhetorik'] AS things,
          ARRAY['anleiten', 'kompakt', 'für den Alltag', 'mit Prüfung', 'Formeln und Regeln', 'Aufbaukurs'] AS forms,
          ARRAY['Erfurt', 'Jena', 'Gera', 'Weimar', 'Gotha', 'Suhl', 'Eisenach', 'Nordhausen', 'Meiningen', 'Saalfeld'] AS towns,
          ARRAY['digital', 'care', 'crafts', 'commerce', 'leadership', 'language', 'logistics', 'education'] AS subjects) AS w`,
  ]
}
