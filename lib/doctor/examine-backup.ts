import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { countAuthenticators } from '../auth/authenticator'
import { inTransaction, type PortalContext } from '../context'
import { openDatabase } from '../db/client'
import { DumpError } from '../db/dump-format'
import { startEmbeddedPostgres } from '../db/embedded-postgres'
import { MigrationError, migrate, readMigrations } from '../db/migrate'
import { openDump } from '../db/open-dump'
import { readDump } from '../db/read-dump'
import { rowOf } from '../db/rows'
import { schemaDifferences } from '../db/schema-objects'
import { type Settings } from '../env'
import { loadLog, unknownErasures } from '../erasure/erasure-log'
import { formatInstant, formatNumber } from '../text'
import { about, type Finding } from './finding'

type Backup = { file: string; identity?: string }
/** `scratch`: an empty folder that the account of the database can enter; what it holds afterwards can go. */
type Place = { scratch: string }

/**
 * Reads a backup back into a database of its own, which is gone afterwards, and looks at what it has become: a backup that nobody has read back
 * is none. The database of the portal is not touched.
 */
export async function* examineBackup(
  ctx: Omit<PortalContext, 'db'>,
  settings: Settings,
  { scratch, ...backup }: Backup & Place,
): AsyncGenerator<Finding> {
  const postgres = await startEmbeddedPostgres({
    folder: path.join(scratch, 'postgres'),
    password: randomBytes(24).toString('base64url'),
    settings: ['fsync=off'],
  })
  const { db, pool } = openDatabase(postgres.ownerUrl)
  try {
    const { good, bad } = about('Sicherung')
    const fault = await readBack(postgres.ownerUrl, backup)
    if (fault) return yield bad(`${backup.file}: ${fault}`, 'Machen Sie eine neue, und prüfen Sie, wo die alte liegt.')
    yield good(`${backup.file} ist vollständig zurückgelesen`)
    yield* examineRows({ ...ctx, db }, settings)
  } finally {
    await db.$disconnect()
    await pool.end()
    await postgres.stop()
  }
}

/** Says what is wrong; undefined: nothing. */
async function readBack(url: string, { file, identity }: Backup): Promise<string | undefined> {
  try {
    await readDump(url, await openDump(file, { identity }), readMigrations('prisma/migrations'))
    await migrate({ url, folder: 'prisma/migrations' })
    return undefined
  } catch (error) {
    if (error instanceof DumpError || error instanceof MigrationError) return error.message
    const { code } = error as { code?: string }
    // SQLSTATE or a code of the system: the rows are not what the tables take, or the file is not what it was.
    if (code) return `unlesbar (${code})`
    throw error
  }
}

const contentRow = z.strictObject({ accounts: z.number(), erasures: z.number(), newest: z.date().nullable() })

async function* examineRows(ctx: PortalContext, settings: Settings): AsyncGenerator<Finding> {
  const content = await rowOf(ctx, contentRow)`
    SELECT (SELECT count(*) FROM account)::int AS accounts, (SELECT count(*) FROM erasure)::int AS erasures,
      (SELECT max(at) FROM audit_event) AS newest`
  const inside = about('Inhalt')
  const { accounts = 0, erasures = 0, newest = null } = content ?? {}
  const text = `${formatNumber(accounts)} Konten, ${formatNumber(erasures)} Löschungen, letzter Eintrag im Protokoll ${newest ? formatInstant(newest) : 'keiner'}`
  yield accounts > 0 ? inside.good(text) : inside.look(text, 'Ist das die richtige Datenbank?')
  const differences = await schemaDifferences(ctx)
  const schema = about('Tabellen')
  yield differences.length === 0
    ? schema.good('wie das Programm sie braucht')
    : schema.bad(differences.slice(0, 3).join('; '))
  const { all, unreadable } = await countAuthenticators(ctx)
  const secrets = about('Geheimnisse')
  yield unreadable === 0
    ? secrets.good(`alle ${formatNumber(all)} Authentifizierungs-Apps passen zum Geheimnis dieses Portals`)
    : secrets.bad(
        `${formatNumber(unreadable)} von ${formatNumber(all)} Authentifizierungs-Apps sind mit einem anderen NEXTAUTH_SECRET versiegelt`,
        'Bewahren Sie das Geheimnis jener Zeit auf (NEXTAUTH_SECRET_OLD).',
      )
  yield await erasuresAfter(ctx, settings)
}

/** Whom a restore would bring back, if nobody repeated the erasures (DS-04). */
async function erasuresAfter(ctx: PortalContext, { erasuresLog: file }: Settings): Promise<Finding> {
  const { good, bad } = about('Löschungen danach')
  if (!file || !existsSync(file))
    return bad('Die Datei der Löschungen fehlt hier', 'Ohne sie bleibt das Portal nach dem Zurückspielen geschlossen.')
  const unknown = await inTransaction(ctx, async (tx) => {
    await loadLog(tx, file)
    return unknownErasures(tx)
  })
  return good(`${formatNumber(unknown.length)} stehen in ${file} und werden nach dem Zurückspielen wiederholt`)
}
