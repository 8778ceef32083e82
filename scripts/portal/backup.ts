import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { z } from 'zod'
import { type PortalContext } from '@/lib/context'
import { encryptFor, isRecipient } from '@/lib/db/encrypted-dump'
import { findPostgresTool } from '@/lib/db/postgres-tools'
import { rowOf } from '@/lib/db/rows'
import { writeDump } from '@/lib/db/write-dump'
import { settings } from '@/lib/env'
import { PRIVATE_FILE } from '@/lib/private-files'
import { CommandFailed } from '../lib/run'
import { text, UsageError, type Values, type Verb } from '../lib/verb'

/**
 * By pg_dump where this machine has one of the server's version or newer; else in the same form by the portal itself. The file of the
 * erasures is no part of it on purpose: it must be newer than the backup when that is read back.
 */
export const verb: Verb = {
  summary:
    'Writes a backup of the database (pg_dump, or the same form without it), into a FOLDER under the name of the hour; keep erasures.log elsewhere (DS-04)',
  usage: 'FILE|FOLDER [--keep DAYS] [--encrypt-to RECIPIENT] [--without-pg-dump]',
  does: 'reads',
  options: {
    keep: { type: 'string' },
    'encrypt-to': { type: 'string' },
    'without-pg-dump': { type: 'boolean' },
  },
  takesFile: true,
  run: async (ctx, values) => {
    const { file, folder, keepDays } = readTarget(ctx, values)
    const half = `${file}.part`
    const tool = values['without-pg-dump'] ? undefined : findPostgresTool('pg_dump', await serverVersion(ctx))
    try {
      const dump = tool ? dumpWith(tool) : dumpAlone()
      await write(dump, half, {
        isCompressed: !tool && /\.gz(\.age)?$/.test(file),
        recipient: text(values, 'encrypt-to'),
      })
      renameSync(half, file)
    } finally {
      rmSync(half, { force: true })
    }
    console.log(`${file} written ${tool ? `by ${tool}` : 'without pg_dump'}`)
    if (folder && keepDays) for (const old of removeOld(ctx, folder, keepDays)) console.log(`${old} removed`)
    const log = settings().erasuresLog
    if (log)
      console.log(`A restore needs the newest ${log}: copy it to another place after every erasure or every hour.`)
    return 0
  },
}

const OWN_NAME = /^portal-\d{8}T\d{6}Z\.dump(\.gz)?(\.age)?$/

function readTarget(ctx: PortalContext, values: Values): { file: string; folder?: string; keepDays?: number } {
  const target = text(values, 'file')
  if (!target) throw new UsageError('backup needs the name of the FILE to write, or of a FOLDER')
  const folder = existsSync(target) && statSync(target).isDirectory() ? target : undefined
  const keep = text(values, 'keep')
  if (keep !== undefined && (!folder || !/^[1-9]\d{0,3}$/.test(keep)))
    throw new UsageError('--keep is a number of days, and goes with a FOLDER')
  const recipient = text(values, 'encrypt-to')
  if (recipient !== undefined && !isRecipient(recipient))
    throw new UsageError('--encrypt-to is a recipient of age: "age1…", as age-keygen shows it')
  const stamp = ctx
    .now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '')
  const name = `portal-${stamp}.dump${values['without-pg-dump'] ? '.gz' : ''}${recipient ? '.age' : ''}`
  const file = folder ? path.join(folder, name) : target
  if (existsSync(file)) throw new UsageError(`${file} exists already`)
  return { file, folder, keepDays: keep === undefined ? undefined : Number(keep) }
}

/** Of the files that this verb has named itself; the newest one always stays. */
function removeOld(ctx: PortalContext, folder: string, keepDays: number): string[] {
  const since = ctx.now().getTime() - keepDays * 86_400_000
  const old = readdirSync(folder)
    .filter((name) => OWN_NAME.test(name))
    .sort()
    .slice(0, -1)
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).mtimeMs < since)
  for (const file of old) rmSync(file)
  return old
}

type Form = { isCompressed: boolean; recipient?: string }

/** Nothing of it is ever on the disk in clear, if it is to be encrypted. Nobody but its owner reads it. */
async function write(dump: Readable, file: string, { isCompressed, recipient }: Form): Promise<void> {
  const steps = isCompressed ? [createGzip()] : []
  const target = createWriteStream(file, { mode: PRIVATE_FILE })
  if (!recipient) return pipeline([dump, ...steps, target])
  const packed = new PassThrough()
  const isPacked = pipeline([dump, ...steps, packed])
  isPacked.catch((error: Error) => packed.destroy(error))
  await pipeline(await encryptFor(recipient, packed), target)
  await isPacked
}

/** The password travels in the environment: arguments are visible to every account of the machine. */
function dumpWith(tool: string): Readable {
  const { url, env } = withoutPassword(settings().databaseOwnerUrl)
  const args = ['--format=custom', '--no-owner', '--no-privileges', `--dbname=${url}`]
  const child = spawn(tool, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } })
  const output = new PassThrough()
  child.once('error', (error) => output.destroy(error))
  child.once('close', (code) => {
    if (code === 0) output.end()
    else output.destroy(new CommandFailed(`pg_dump failed (${code ?? 'killed'})`))
  })
  child.stdout.pipe(output, { end: false })
  return output
}

function withoutPassword(address: string): { url: string; env: Record<string, string> } {
  const url = new URL(address)
  const env = url.password ? { PGPASSWORD: decodeURIComponent(url.password) } : {}
  url.password = ''
  return { url: url.href, env: env as Record<string, string> }
}

function dumpAlone(): Readable {
  const output = new PassThrough()
  const isClosed = once(output, 'close')
  writeDump(settings().databaseOwnerUrl, async (chunk) => {
    if (!output.write(chunk)) await Promise.race([once(output, 'drain'), isClosed])
  }).then(
    () => output.end(),
    (error: Error) => output.destroy(error),
  )
  return output
}

const versionRow = z.strictObject({ version: z.number() })

async function serverVersion(ctx: PortalContext): Promise<number> {
  const row = await rowOf(ctx, versionRow)`
    SELECT current_setting('server_version_num')::int / 10000 AS version`
  return row?.version ?? 0
}
