import { existsSync } from 'node:fs'
import { z } from 'zod'
import { type PortalContext } from '@/lib/context'
import { closeDatabase } from '@/lib/db/client'
import { DumpError } from '@/lib/db/dump-format'
import { readMigrations } from '@/lib/db/migrate'
import { openDump } from '@/lib/db/open-dump'
import { readDump } from '@/lib/db/read-dump'
import { rowOf } from '@/lib/db/rows'
import { settings } from '@/lib/env'
import { prepareDatabase } from '../lib/prepare-database'
import { text, UsageError, type Verb } from '../lib/verb'

export const verb: Verb = {
  summary: 'Replaces the database by a backup; the portal stays closed until erasures:replay has run (DS-04)',
  usage: 'FILE [--replace] [--identity FILE]',
  does: 'migrates',
  options: { replace: { type: 'boolean' }, identity: { type: 'string' } },
  takesFile: true,
  run: async (ctx, values) => {
    const file = text(values, 'file')
    if (!file || !existsSync(file))
      throw new UsageError(`restore needs a backup FILE${file ? `; ${file} is none` : ''}`)
    const members = await countMembers(ctx)
    if (members > 0 && !values.replace) {
      throw new UsageError(
        `The database has ${members} accounts: --replace deletes them all and reads the backup instead`,
      )
    }
    try {
      await restore(file, text(values, 'identity'))
    } catch (error) {
      if (!(error instanceof DumpError)) throw error
      console.error(`${error.message}\nThe database is as it was.`)
      return 1
    }
    console.log(`${file} restored. The portal is closed now. Open it with the newest file of erasures:`)
    console.log(`  npm run portal -- erasures:replay ${settings().erasuresLog ?? 'FILE'}`)
    return 0
  },
}

const isThereRow = z.strictObject({ isThere: z.boolean() })

/** A new machine has no tables yet. */
async function countMembers(ctx: PortalContext): Promise<number> {
  const table = await rowOf(ctx, isThereRow)`SELECT to_regclass('account') IS NOT NULL AS "isThere"`
  return table?.isThere ? ctx.db.account.count() : 0
}

async function restore(file: string, identity: string | undefined): Promise<void> {
  await readDump(settings().databaseOwnerUrl, await openDump(file, { identity }), readMigrations('prisma/migrations'))
  // Connections of this process know the old tables.
  await closeDatabase()
  await prepareDatabase(console.error)
}
