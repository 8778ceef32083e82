import { Client } from 'pg'
import { copyOut } from './copy'
import { COMPLETE, MANIFEST } from './dump-format'
import { longConnection } from './limits'

type Write = (chunk: Buffer) => Promise<void> | void

/**
 * Writes all rows in the form of `pg_dump --data-only`, from one snapshot, for a machine without pg_dump (the PostgreSQL of npm
 * brings none). The first lines name the migrations that make the tables; `psql` can read the rest.
 */
export async function writeDump(url: string, write: Write): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'portal backup', ...longConnection })
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const line = (text: string) => write(Buffer.from(`${text}\n`))
    await line(MANIFEST)
    for (const { name, checksum } of await migrationsOf(client)) await line(`-- migration ${name} ${checksum}`)
    for (const { table, columns } of await tablesInOrder(client)) {
      await line(`\nALTER TABLE ${table} DISABLE TRIGGER USER;\nCOPY ${table} (${columns}) FROM stdin;`)
      await copyOut(client, `COPY ${table} (${columns}) TO STDOUT`, write)
      await line(`\\.\nALTER TABLE ${table} ENABLE TRIGGER USER;`)
    }
    for (const statement of await sequenceValues(client)) await line(statement)
    await line(`\n${COMPLETE}`)
  } finally {
    await client.end()
  }
}

async function migrationsOf(client: Client): Promise<{ name: string; checksum: string }[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM public._prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return rows
}

/** A table stands behind those that its foreign keys point to. */
async function tablesInOrder(client: Client): Promise<{ table: string; columns: string }[]> {
  const { rows } = await client.query<{ table: string; columns: string; needs: string[] }>(
    `SELECT format('public.%I', c.relname) AS table,
       (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
       ARRAY(SELECT format('public.%I', f.relname) FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
             WHERE k.contype = 'f' AND k.conrelid = c.oid AND k.confrelid <> c.oid) AS needs
     FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY c.relname`,
  )
  const ordered: typeof rows = []
  let waiting = rows
  while (waiting.length > 0) {
    const ready = waiting.filter(({ needs }) => needs.every((name) => ordered.some(({ table }) => table === name)))
    if (ready.length === 0) throw new Error('The foreign keys of the database form a circle')
    ordered.push(...ready)
    waiting = waiting.filter((row) => !ready.includes(row))
  }
  return ordered
}

async function sequenceValues(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('public.%I', relname) AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' ORDER BY relname`,
  )
  const statements: string[] = []
  for (const { name } of rows) {
    const { rows: values } = await client.query<{ value: string; called: boolean }>(
      `SELECT last_value AS value, is_called AS called FROM ${name}`,
    )
    const { value, called } = values[0] ?? { value: '1', called: false }
    statements.push(`SELECT pg_catalog.setval('${name}', ${value}, ${called});`)
  }
  return statements
}
