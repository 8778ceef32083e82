import { openDatabase } from '@/lib/db/client'
import { type Row } from './row'
import { type BenchServers } from './servers'
import { compare, REPORTED } from './throughput'

const MEMBERS = 2_000
/** Of the member who reads; the first one is long. */
const CONVERSATIONS = 200
const LONG_CONVERSATION = 500

/** Requests per second of directory and messages, as a member reads them, against a bare page with one query. */
export async function benchMessages({ databaseUrl, portal, bare, memberCookie: cookie }: BenchServers): Promise<Row[]> {
  const { db, pool } = openDatabase(databaseUrl)
  try {
    const { rows: readers } = await pool.query<{ id: string }>(
      'SELECT account_id AS id FROM session ORDER BY created_at DESC LIMIT 1',
    )
    const reader = readers[0]?.id
    await pool.query(directory)
    await pool.query(conversations, [reader])
    await pool.query(messages, [reader])
    await pool.query('VACUUM ANALYZE')
    const { rows } = await pool.query<{ id: string }>(
      'SELECT conversation_id AS id FROM message GROUP BY conversation_id ORDER BY count(*) DESC LIMIT 1',
    )
    const paths: Record<string, string> = {
      [`/akteure, ${MEMBERS.toLocaleString('en')} members`]: '/akteure',
      '/akteure?suche=Excel': '/akteure?suche=Excel',
      '/nachrichten': '/nachrichten',
      [`/nachrichten/ID, ${LONG_CONVERSATION} messages`]: `/nachrichten/${rows[0]?.id}`,
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

const directory = `
  WITH member AS (
    INSERT INTO account (email, surname, given_name, member_group, organisation, position, password_hash, email_confirmed_at, verified_at)
    SELECT 'akteur.' || i || '@beispiel.invalid', 'Nachname ' || i, 'Vorname', 'training_provider', 'Akademie ' || i, 'Leitung', 'x', now(), now()
    FROM generate_series(1, ${MEMBERS}) AS i RETURNING id, surname
  )
  INSERT INTO directory_entry (account_id, is_listed, show_name, show_position, show_group, subjects, introduction, updated_at)
  SELECT id, true, true, true, true, ARRAY['digital', 'care'], CASE WHEN surname LIKE '%7' THEN 'Kurse zu Excel' ELSE 'Lehrgänge' END || ' für Betriebe in Thüringen.', now()
  FROM member`

const conversations = `
  WITH started AS (
    INSERT INTO conversation (starter_id, subject, content_kind, started_at)
    SELECT id, 'Frage zum Angebot', 'profile', now() - interval '1 day' FROM account WHERE email LIKE 'akteur.%' ORDER BY id LIMIT ${CONVERSATIONS}
    RETURNING id, starter_id
  )
  INSERT INTO conversation_member (conversation_id, account_id, is_named, last_message_at)
  SELECT id, starter_id, true, now() FROM started UNION ALL SELECT id, $1::uuid, true, now() FROM started`

const messages = `
  INSERT INTO message (conversation_id, author_id, recipient_id, text, sent_at)
  SELECT id, CASE n % 2 WHEN 1 THEN starter_id ELSE $1::uuid END, CASE n % 2 WHEN 1 THEN $1::uuid ELSE starter_id END,
    repeat('Ist in dem Kurs noch ein Platz frei? ', 1 + n % 6), now() - interval '1 day' + n * interval '1 minute'
  FROM (SELECT id, starter_id, row_number() OVER (ORDER BY id) AS place FROM conversation) AS c,
    generate_series(1, CASE place WHEN 1 THEN ${LONG_CONVERSATION} ELSE 4 END) AS n`
