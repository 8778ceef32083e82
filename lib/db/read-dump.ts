import { Client } from 'pg'
import { copyIn } from './copy'
import { COMPLETE, DumpError, linesOf, MANIFEST } from './dump-format'
import { longConnection } from './limits'
import { type Migration } from './migrate'

const COPY = /^COPY .+ FROM stdin;$/
const DUMPED_FROM = /^-- Dumped from database version (\d+)/
const NEW_LINE = Buffer.from('\n')
const CHUNK = 1 << 16

/**
 * Replaces everything in the database by a dump in plain form, of `pg_dump` or of `backup`, in one transaction: a failure leaves the
 * database as it was. The comment on the schema says that this is a restored database, until the portal has taken note.
 */
export async function readDump(url: string, source: AsyncIterable<Buffer>, migrations: Migration[]): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'portal restore', ...longConnection })
  await client.connect()
  try {
    await client.query('BEGIN')
    await emptySchema(client)
    await run(client, linesOf(source), migrations)
    // A dump changes settings of the session, which behind a pooler others use afterwards.
    await client.query('RESET ALL')
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

/** Nothing of the old database is left, and the new one is marked. */
async function emptySchema(client: Client): Promise<void> {
  await client.query(
    `SET LOCAL lock_timeout = '30s'; DROP SCHEMA public CASCADE; CREATE SCHEMA public; COMMENT ON SCHEMA public IS 'restored'`,
  )
}

async function run(client: Client, lines: AsyncGenerator<Buffer>, migrations: Migration[]): Promise<void> {
  let sql: string[] = []
  const named: string[] = []
  let isOwn = false
  let isEmpty = true
  let isComplete = false
  let dumpedFrom = 0
  const here = await majorOf(client)
  const flush = async () => {
    if (sql.some((line) => line.trim() !== '' && !line.startsWith('--'))) {
      await client.query(sql.join('\n')).catch((error: Error) => {
        throw dumpedFrom > here ? new DumpError(tooNew(dumpedFrom, here, error)) : error
      })
    }
    sql = []
  }
  for await (const bytes of lines) {
    const line = bytes.toString('utf8')
    if (isEmpty && line === MANIFEST) isOwn = true
    isEmpty = false
    if (line === COMPLETE) isComplete = true
    dumpedFrom ||= Number(DUMPED_FROM.exec(line)?.[1] ?? 0)
    if (isOwn && line.startsWith('-- migration ')) named.push(line.slice('-- migration '.length))
    // pg_dump brackets its output for psql; the schema itself is there and marked.
    else if (/^(\\(un)?restrict |CREATE SCHEMA public;|COMMENT ON SCHEMA public IS )/.test(line)) continue
    else if (COPY.test(line)) {
      if (isOwn && named.length > 0) await makeTables(client, named.splice(0), migrations)
      await flush()
      await copyIn(client, line.replace(/;$/, ''), rowsUntilEnd(lines))
    } else sql.push(line)
  }
  if (isEmpty) throw new DumpError('The dump is empty')
  if (!isComplete) throw new DumpError('The dump is cut off, or none: its last line is missing')
  await flush()
  // The dump moved the path of names; what follows in this session uses none.
  const { rows } = await client.query<{ exists: boolean }>(`SELECT to_regclass('public.account') IS NOT NULL AS exists`)
  if (!rows[0]?.exists) throw new DumpError('This is no dump of the portal: it has no table "account"')
}

/** Major version of the server. */
async function majorOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ major: number }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS major`,
  )
  return rows[0]?.major ?? 0
}

function tooNew(dumpedFrom: number, here: number, { message }: Error): string {
  return `The backup is from PostgreSQL ${dumpedFrom}, newer than this database (PostgreSQL ${here}), which does not understand it: ${message}. Restore it into a database of at least that version`
}

/** The tables as they were when the backup was made; later migrations follow when the portal starts. */
async function makeTables(client: Client, named: string[], migrations: Migration[]): Promise<void> {
  for (const entry of named) {
    const [name, checksum] = entry.split(' ')
    const migration = migrations.find((known) => known.name === name)
    if (!migration || migration.checksum !== checksum) {
      throw new DumpError(`The backup needs migration ${name}, which this code does not have in that form`)
    }
    await client.query(migration.sql)
  }
  await client.query(`CREATE TABLE public._prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`)
  const { rows } = await client.query<{ tables: string }>(
    `SELECT string_agg(format('public.%I', tablename), ', ') AS tables FROM pg_tables WHERE schemaname = 'public'`,
  )
  await client.query(`TRUNCATE ${rows[0]?.tables} CASCADE`)
}

/** The rows of one COPY, in larger pieces; a dump that ends in the middle is refused. */
async function* rowsUntilEnd(lines: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = []
  let size = 0
  for (;;) {
    const { value: line, done } = await lines.next()
    if (done || !line) throw new DumpError('The dump is cut off')
    if (line.length === 2 && line[0] === 92 && line[1] === 46) break
    pieces.push(line, NEW_LINE)
    size += line.length + 1
    if (size >= CHUNK) {
      yield Buffer.concat(pieces)
      pieces = []
      size = 0
    }
  }
  if (size > 0) yield Buffer.concat(pieces)
}
