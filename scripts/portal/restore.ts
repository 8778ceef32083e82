import { spawnSync } from 'node:child_process'
import { createReadStream, existsSync } from 'node:fs'
import { open, rm, writeFile } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { Client } from 'pg'
import { type PortalContext } from '@/lib/context'
import { closeDatabase } from '@/lib/db/client'
import { CUSTOM_MAGIC } from '@/lib/db/dump-format'
import { readMigrations } from '@/lib/db/migrate'
import { findPostgresTool } from '@/lib/db/postgres-tools'
import { emptySchema, readDump } from '@/lib/db/read-dump'
import { settings } from '@/lib/env'
import { prepareDatabase } from '../lib/prepare-database'
import { runProgram } from '../lib/run'
import { text, UsageError, type Verb } from '../lib/verb'
import { withoutPassword } from './backup'

export const verb: Verb = {
  summary: 'Replaces the database by a backup; the portal stays closed until erasures:replay has run (DS-04)',
  usage: 'FILE [--replace]',
  options: { replace: { type: 'boolean' } },
  takesFile: true,
  run: async (ctx, values) => {
    const file = text(values, 'file')
    if (!file || !existsSync(file))
      throw new UsageError(`restore needs a backup FILE${file ? `; ${file} is none` : ''}`)
    const members = await ctx.db.account.count()
    if (members > 0 && !values.replace) {
      throw new UsageError(
        `The database has ${members} accounts: --replace deletes them all and reads the backup instead`,
      )
    }
    await restore(ctx, file)
    console.log(`${file} restored. The portal is closed now. Open it with the newest file of erasures:`)
    console.log(`  npm run portal -- erasures:replay ${settings().erasuresLog ?? 'FILE'}`)
    return 0
  },
}

async function restore(_ctx: PortalContext, file: string): Promise<void> {
  const { databaseUrl } = settings()
  const head = await firstBytes(file)
  if (head.toString('latin1') === CUSTOM_MAGIC) await restoreCustom(databaseUrl, file)
  else {
    const bytes = createReadStream(file)
    const isCompressed = head[0] === 0x1f && head[1] === 0x8b
    const source = isCompressed ? bytes.pipe(createGunzip()) : bytes
    bytes.on('error', (error) => source.destroy(error))
    await readDump(databaseUrl, source as AsyncIterable<Buffer>, readMigrations('prisma/migrations'))
  }
  // Connections of this process know the old tables.
  await closeDatabase()
  await prepareDatabase(console.error)
}

async function restoreCustom(databaseUrl: string, file: string): Promise<void> {
  const tool = findPostgresTool('pg_restore')
  if (!tool) throw new Error('This backup needs pg_restore, which this machine lacks: install the PostgreSQL client')
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('BEGIN')
  await emptySchema(client)
  await client.query('COMMIT')
  await client.end()
  const { url, env } = withoutPassword(databaseUrl)
  const contents = `${file}.${process.pid}.list`
  try {
    await writeFile(contents, contentsOf(tool, file), { mode: 0o600 })
    const args = ['--no-owner', '--no-privileges', '--single-transaction', '--exit-on-error', `--use-list=${contents}`]
    await runProgram(tool, [...args, `--dbname=${url}`, file], { env, name: 'pg_restore' })
  } finally {
    await rm(contents, { force: true })
  }
}

/** Everything but the schema itself: it is there, and its comment says that this is a restored database. */
function contentsOf(tool: string, file: string): string {
  const { status, stdout } = spawnSync(tool, ['--list', file], { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(`${file} cannot be read by ${tool}`)
  return stdout
    .split('\n')
    .filter((line) => !/ (SCHEMA - public|COMMENT - SCHEMA public) /.test(line))
    .join('\n')
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    return (await handle.read(Buffer.alloc(5), 0, 5, 0)).buffer
  } finally {
    await handle.close()
  }
}
