import { once } from 'node:events'
import { createWriteStream, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { z } from 'zod'
import { type PortalContext } from '@/lib/context'
import { findPostgresTool } from '@/lib/db/postgres-tools'
import { rowOf } from '@/lib/db/rows'
import { writeDump } from '@/lib/db/write-dump'
import { settings } from '@/lib/env'
import { PRIVATE_FILE } from '@/lib/private-files'
import { runProgram } from '../lib/run'
import { text, UsageError, type Verb } from '../lib/verb'

/**
 * By pg_dump where this machine has one of the server's version or newer; else in the same form by the portal itself. The file of the
 * erasures is no part of it on purpose: it must be newer than the backup when that is read back.
 */
export const verb: Verb = {
  summary:
    'Writes a backup of the database (pg_dump, or the same form without it); keep erasures.log elsewhere (DS-04)',
  usage: 'FILE [--without-pg-dump]',
  does: 'reads',
  options: { 'without-pg-dump': { type: 'boolean' } },
  takesFile: true,
  run: async (ctx, values) => {
    const file = text(values, 'file')
    if (!file) throw new UsageError('backup needs the name of the FILE to write')
    if (existsSync(file)) throw new UsageError(`${file} exists already`)
    const half = `${file}.part`
    const tool = values['without-pg-dump'] ? undefined : findPostgresTool('pg_dump', await serverVersion(ctx))
    try {
      if (tool) await dumpWith(tool, half)
      else await dumpAlone(half, file.endsWith('.gz'))
      renameSync(half, file)
    } finally {
      rmSync(half, { force: true })
    }
    console.log(`${file} written ${tool ? `by ${tool}` : 'without pg_dump'}`)
    const log = settings().erasuresLog
    if (log)
      console.log(`A restore needs the newest ${log}: copy it to another place after every erasure or every hour.`)
    return 0
  },
}

/** The password travels in the environment: arguments are visible to every account of the machine. */
async function dumpWith(tool: string, file: string): Promise<void> {
  const { url, env } = withoutPassword(settings().databaseOwnerUrl)
  // pg_dump keeps the rights of a file that is there: nobody else reads a backup.
  writeFileSync(file, '', { mode: PRIVATE_FILE })
  const args = ['--format=custom', '--no-owner', '--no-privileges', `--file=${file}`, `--dbname=${url}`]
  await runProgram(tool, args, { env, name: 'pg_dump' })
}

function withoutPassword(address: string): { url: string; env: Record<string, string> } {
  const url = new URL(address)
  const env = url.password ? { PGPASSWORD: decodeURIComponent(url.password) } : {}
  url.password = ''
  return { url: url.href, env: env as Record<string, string> }
}

async function dumpAlone(file: string, isCompressed: boolean): Promise<void> {
  const input = new PassThrough()
  const target = createWriteStream(file, { mode: PRIVATE_FILE })
  const written = isCompressed ? pipeline(input, createGzip(), target) : pipeline(input, target)
  written.catch(() => {})
  await writeDump(settings().databaseOwnerUrl, async (chunk) => {
    if (!input.write(chunk)) await Promise.race([once(input, 'drain'), written])
  })
  input.end()
  await written
}

const versionRow = z.strictObject({ version: z.number() })

async function serverVersion(ctx: PortalContext): Promise<number> {
  const row = await rowOf(ctx, versionRow)`
    SELECT current_setting('server_version_num')::int / 10000 AS version`
  return row?.version ?? 0
}
