import { type Actor, type PortalContext } from '@/lib/context'
import { openDatabase } from '@/lib/db/client'
import { TOPICS_PER_PAGE, UNREAD_PERIOD } from '@/lib/forum/limits'
import { findCategory, listCategories } from '@/lib/forum/list-categories'
import { countUnread, listLatest, listTopics, listUnread } from '@/lib/forum/list-topics'
import { loadTopic } from '@/lib/forum/load-topic'
import { searchForum } from '@/lib/forum/search-forum'
import { tidyForum } from '@/lib/forum/tidy-forum'
import { withOwnDatabase } from './own-database'
import { percentile, type Row } from './row'
import { type BenchServers } from './servers'
import { compare, REPORTED } from './throughput'

const POSTS = 100_000
const MEMBERS = 2_000
/** Of twenty posts each; the first one is the long one. */
const TOPICS = 4_950
const LONG_TOPIC = POSTS - (TOPICS - 1) * 20
const CATEGORIES = 8
const ROUNDS = 40
const MOST_MS = { page: 50, search: 100 }

type Work = { what: string; most: number; verb: () => Promise<unknown>; floor: () => Promise<unknown> }

/** The pages of the forum (DS-08) with 100,000 posts, as they call the verbs, each beside plain SQL that reads the same rows. */
export function benchForum(): Promise<Row[]> {
  return withOwnDatabase('forum', { kind: 'visitor' }, async ({ ctx, pool }) => {
    for (const statement of generateForum()) await pool.query(statement)
    await tidyForum(ctx)
    await pool.query('VACUUM ANALYZE')
    const { rows } = await pool.query<{ reader: string; topic: string; category: string; slug: string }>(
      `SELECT (SELECT id FROM account ORDER BY email LIMIT 1) AS reader, c.id AS category, c.slug,
         (SELECT id FROM forum_topic ORDER BY last_number DESC LIMIT 1) AS topic FROM forum_category c ORDER BY position LIMIT 1`,
    )
    const found = rows[0]
    if (!found) throw new Error('nothing was generated')
    const actor: Actor = { kind: 'member', accountId: found.reader, role: 'member', sessionId: found.reader }
    const sql = (text: string, values: unknown[] = []) => pool.query(text, values)
    const measured: Row[] = []
    for (const work of worksOf({ ...ctx, actor }, sql, found)) measured.push(await measure(work))
    return measured
  })
}

/** Requests per second of the forum, as a verified member reads it, against a bare page with one query. */
export async function benchForumPages({
  databaseUrl,
  portal,
  bare,
  memberCookie: cookie,
}: BenchServers): Promise<Row[]> {
  const { db, pool } = openDatabase(databaseUrl)
  try {
    for (const statement of generateForum()) await pool.query(statement)
    await pool.query('UPDATE account SET verified_at = now() WHERE verified_at IS NULL')
    await pool.query('VACUUM ANALYZE')
    const { rows } = await pool.query<{ topic: string; slug: string }>(
      `SELECT t.id AS topic, c.slug FROM forum_topic t JOIN forum_category c ON c.id = t.category_id ORDER BY last_number DESC LIMIT 1`,
    )
    const paths: Record<string, string> = {
      '/forum': '/forum',
      '/forum/kategorie/NAME': `/forum/kategorie/${rows[0]?.slug}`,
      [`/forum/ID?seite=50, ${LONG_TOPIC.toLocaleString('en')} posts`]: `/forum/${rows[0]?.topic}?seite=50`,
      '/forum/suche?q=Thema1234': '/forum/suche?q=Thema1234',
    }
    const measured: Row[] = []
    for (const [what, path] of Object.entries(paths))
      measured.push(await compare(`${what}, requests/s`, portal.url + path, `${bare.url}/sql`, REPORTED, { cookie }))
    return measured
  } finally {
    await db.$disconnect()
    await pool.end()
  }
}

function worksOf(
  ctx: PortalContext,
  sql: (text: string, values?: unknown[]) => Promise<unknown>,
  { reader, topic, category, slug }: { reader: string; topic: string; category: string; slug: string },
): Work[] {
  const lines = `SELECT t.*, a.surname, l.surname AS last FROM (SELECT * FROM forum_topic WHERE category_id = $1
    ORDER BY last_post_at DESC, id DESC LIMIT ${TOPICS_PER_PAGE} OFFSET $2) t JOIN account a ON a.id = t.author_id
    JOIN forum_post p ON p.topic_id = t.id AND p.number = t.last_number JOIN account l ON l.id = p.author_id`
  const posts = `SELECT p.*, a.surname FROM forum_post p JOIN account a ON a.id = p.author_id
    WHERE p.topic_id = $1 AND p.number > $2 AND p.number <= $2 + 20 ORDER BY p.number`
  const unread = `SELECT count(*) FROM forum_topic t LEFT JOIN forum_read r ON r.topic_id = t.id AND r.account_id = $1
    WHERE t.last_number > coalesce(r.number, 0) AND t.last_post_at > now() - interval '${UNREAD_PERIOD} seconds'`
  const list = (page: number): Work => ({
    what: `a category, page ${page}`,
    most: MOST_MS.page,
    verb: async () => {
      const head = await findCategory(ctx, slug)
      await listTopics(ctx, { categoryId: head?.id ?? '', page })
    },
    floor: async () => {
      await sql('SELECT count(*) FROM forum_topic WHERE category_id = $1', [category])
      await sql(lines, [category, (page - 1) * TOPICS_PER_PAGE])
    },
  })
  const read = (page: number): Work => ({
    what: `a topic with ${LONG_TOPIC.toLocaleString('en')} posts, page ${page}`,
    most: MOST_MS.page,
    verb: () => loadTopic(ctx, { topicId: topic, page }),
    floor: async () => {
      await sql('SELECT * FROM forum_topic WHERE id = $1', [topic])
      await sql(posts, [topic, (page - 1) * 20])
    },
  })
  const search = (what: string, query: string, words: string, page = 1): Work => ({
    what: `search, ${what}`,
    most: MOST_MS.search,
    verb: () => searchForum(ctx, { query, page }),
    floor: () =>
      sql(
        `WITH h AS MATERIALIZED (SELECT id FROM forum_hits(to_tsquery('pg_catalog.german', $1)) AS id)
         SELECT p.*, t.title FROM (SELECT id FROM h ORDER BY id DESC LIMIT 16) l JOIN forum_post p USING (id) JOIN forum_topic t ON t.id = p.topic_id`,
        [words],
      ),
  })
  return [
    {
      what: 'the overview: categories, latest topics',
      most: MOST_MS.page,
      verb: async () => {
        await listCategories(ctx)
        await listLatest(ctx, 5)
      },
      floor: async () => {
        await sql('SELECT category_id, count(*), sum(last_number), max(last_post_at) FROM forum_topic GROUP BY 1')
        await sql('SELECT * FROM forum_topic ORDER BY last_post_at DESC LIMIT 5')
      },
    },
    list(1),
    list(20),
    read(1),
    read(50),
    {
      what: 'what is unread: count and first page',
      most: MOST_MS.page,
      verb: async () => {
        await countUnread(ctx)
        await listUnread(ctx)
      },
      floor: async () => {
        await sql(unread, [reader])
        await sql(`${unread.replace('count(*)', 't.*')} ORDER BY t.last_post_at DESC LIMIT 25`, [reader])
      },
    },
    search('a word of every tenth post', 'Excel', 'excel'),
    search('a word of every tenth post, page 10', 'Excel', 'excel', 10),
    search('a word of every post', 'Weiterbildung', 'weiterbildung'),
    search('a rare word', 'Thema1234', 'thema1234'),
    search('several words', 'Schweißen Jena', 'schweißen & jena'),
    search('a misspelt word', 'Weiterbildng', 'weiterbildung'),
    search('a word that stands nowhere', 'Bergbauquantenphysik', 'bergbauquantenphysik'),
  ]
}

/** Both in turn, so that whatever else the machine does slows both. */
async function measure({ what, most, verb, floor }: Work): Promise<Row> {
  const times = { verb: [] as number[], floor: [] as number[] }
  for (let round = -2; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries({ verb, floor })) {
      const start = performance.now()
      await run()
      if (round >= 0) times[name as keyof typeof times].push(performance.now() - start)
    }
  }
  const [value, least] = [percentile(times.verb, 0.95), percentile(times.floor, 0.95)]
  return {
    what: `forum, ${POSTS.toLocaleString('en')} posts, p95: ${what}`,
    value: `${value.toFixed(1)} ms`,
    floor: `${least.toFixed(1)} ms`,
    ratio: value / least,
    target: `< ${most} ms`,
    met: value < most,
  }
}

/** Members, categories, topics, posts and read marks, made by the database; some posts quote, some are hidden. */
function generateForum(): string[] {
  return [
    `INSERT INTO account (email, surname, given_name, member_group, organisation, position, password_hash, email_confirmed_at, verified_at, registered_at)
     SELECT 'forum.' || i || '@beispiel.invalid', 'Nachname', 'Vorname', 'training_provider', 'Bildungswerk ' || i, 'Leitung', 'x', now(), now(),
       now() - interval '1 year' FROM generate_series(1, ${MEMBERS}) AS i`,
    `INSERT INTO forum_category (slug, name, description, position) SELECT 'bereich-' || i, 'Bereich ' || i, 'Worum es geht.', i
     FROM generate_series(1, ${CATEGORIES}) AS i`,
    `INSERT INTO forum_topic (category_id, author_id, title, started_at, last_number, last_post_at)
     SELECT c.ids[1 + i % ${CATEGORIES}], a.ids[1 + i % ${MEMBERS}], 'Frage zu ' || (ARRAY['Excel', 'Pflege', 'Schweißen', 'Buchhaltung', 'Führung'])[1 + i % 5] ||
       ', Thema' || i, now() - i * interval '40 minutes' - interval '1 day', CASE i WHEN 1 THEN ${LONG_TOPIC} ELSE 20 END, now() - i * interval '40 minutes'
     FROM generate_series(1, ${TOPICS}) AS i, (SELECT array_agg(id) AS ids FROM forum_category) AS c, (SELECT array_agg(id) AS ids FROM account) AS a`,
    `INSERT INTO forum_post (topic_id, number, author_id, body, posted_at)
     SELECT t.id, n, a.ids[1 + (n * 7 + t.place * 13) % ${MEMBERS}],
       'Zur Weiterbildung mit ' || w.things[1 + (n + t.place) % 10] || ' in ' || w.towns[1 + (n * 3 + t.place) % 10] || ', Thema' || t.place || '. ' ||
         repeat('Wir haben damit gute **Erfahrungen** gemacht und fragen nach Terminen. ', 1 + n % 6),
       t.started_at + n * interval '1 minute'
     FROM (SELECT id, started_at, last_number, row_number() OVER (ORDER BY last_number DESC, id) AS place FROM forum_topic) AS t,
       generate_series(1, t.last_number) AS n, (SELECT array_agg(id) AS ids FROM account) AS a,
       (SELECT ARRAY['Excel', 'Pflege', 'Schweißen', 'Buchhaltung', 'Führung', 'Deutsch', 'Logistik', 'Projekten', 'Gastronomie', 'Rhetorik'] AS things,
          ARRAY['Erfurt', 'Jena', 'Gera', 'Weimar', 'Gotha', 'Suhl', 'Eisenach', 'Nordhausen', 'Meiningen', 'Saalfeld'] AS towns) AS w`,
    `UPDATE forum_post p SET quoted_post_id = q.id FROM forum_post q
     WHERE q.topic_id = p.topic_id AND q.number = p.number - 1 AND p.number % 4 = 0`,
    `INSERT INTO forum_read (account_id, topic_id, number, read_at)
     SELECT a.id, t.id, 10 + 10 * (row_number() OVER (ORDER BY t.id) % 2), now() FROM forum_topic t,
       (SELECT id FROM account ORDER BY email LIMIT 1) AS a`,
    `INSERT INTO content_measure (content_kind, content_id, act, author_id, reason, started_at, started_by)
     SELECT 'post', p.id, 'hide', p.author_id, 'Werbung', now(), (SELECT id FROM account ORDER BY email DESC LIMIT 1)
     FROM forum_post p WHERE p.number = 3 ORDER BY p.topic_id LIMIT 500`,
  ]
}
