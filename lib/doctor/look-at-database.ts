import { z } from 'zod'
import { readClosure } from '../closure'
import { closureCauseLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { schemaState } from '../db/schema-state'
import { type Settings } from '../env'
import { isDatabaseGone } from '../report-error'
import { about, type Finding } from './finding'

const OLDEST_VERSION = 14
/** So far the clocks may be apart; a minute stops the sweep (DS-05). Seconds. */
const TOLERABLE_SKEW = 5
const STOPPING_SKEW = 60

const serverRow = z.strictObject({
  version: z.number(),
  now: z.date(),
  isReadOnly: z.boolean(),
  isOwner: z.boolean(),
})

/** Undefined where it does not answer, or what it holds is not that of this code: nothing else can be asked then. */
export async function lookAtDatabase(
  ctx: PortalContext,
  settings: Settings,
): Promise<{ findings: Finding[]; isUsable: boolean }> {
  const { good, look, bad } = about('Datenbank')
  const askedAt = performance.now()
  const server = await ask(ctx)
  if ('problem' in server) {
    const todo = 'Prüfen Sie DATABASE_URL, das Netz und ob PostgreSQL läuft.'
    return { findings: [bad(`nicht erreichbar (${server.problem})`, todo)], isUsable: false }
  }
  const findings = [
    server.version < OLDEST_VERSION
      ? bad(`PostgreSQL ${server.version}`, `Das Portal braucht PostgreSQL ${OLDEST_VERSION} oder neuer.`)
      : good(`PostgreSQL ${server.version}, erreichbar`),
    ...(server.isReadOnly
      ? [bad('nimmt nichts an (nur lesend)', 'DATABASE_URL muss den Hauptserver nennen, nicht einen, der mitliest.')]
      : []),
    server.isOwner
      ? look('Das Portal läuft als Besitzer der Tabellen.', 'Trennen Sie die Rollen: docs/operation.md, „Two roles“.')
      : good('Das Portal läuft mit eigener Rolle ohne Besitz'),
    clock(ctx, server.now, performance.now() - askedAt),
  ]
  const { state } = await schemaState(ctx.db)
  if (state === 'behind') findings.push(bad('kennt Neuerungen dieses Programms nicht', 'npm run portal -- db:migrate'))
  if (state === 'newer')
    findings.push(bad('ist neuer als dieses Programm', 'Installieren Sie die Fassung, die zuletzt lief.'))
  if (state !== 'current') return { findings, isUsable: false }
  const closure = await readClosure(ctx)
  if (closure)
    findings.push(
      bad(
        `Das Portal ist geschlossen: ${closureCauseLabels[closure]}`,
        `npm run portal -- erasures:replay${settings.erasuresLog ? ` ${settings.erasuresLog}` : ''}`,
      ),
    )
  return { findings, isUsable: true }
}

async function ask(ctx: PortalContext): Promise<z.output<typeof serverRow> | { problem: string }> {
  try {
    const row = await rowOf(ctx, serverRow)`
      SELECT current_setting('server_version_num')::int / 10000 AS version, now() AS now,
        pg_is_in_recovery() AS "isReadOnly",
        EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
          AND relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)) AS "isOwner"`
    return row ?? { problem: 'ohne Antwort' }
  } catch (error) {
    if (!isDatabaseGone(error)) throw error
    return { problem: kindOf(error) }
  }
}

/** What the driver calls it, without address and name of the database. */
function kindOf(error: unknown): string {
  const { meta, code, name } = error as Error & {
    code?: string
    meta?: { driverAdapterError?: { cause?: { kind?: string } } }
  }
  return meta?.driverAdapterError?.cause?.kind ?? code ?? name
}

function clock(ctx: PortalContext, there: Date, waitedMs: number): Finding {
  const { good, look, bad } = about('Uhr')
  const apart = Math.abs(there.getTime() - ctx.now().getTime()) / 1000
  const seconds = Math.max(0, Math.round(apart - waitedMs / 1000))
  const text = `${seconds} Sekunden Abstand zur Uhr der Datenbank`
  const todo = 'Stellen Sie beide Uhren mit NTP.'
  if (seconds > STOPPING_SKEW) return bad(`${text}: Die Inaktivitätsprüfung hält an`, todo)
  return seconds > TOLERABLE_SKEW ? look(text, todo) : good(text)
}

/** What only looks: the database itself refuses to write. */
export function onlyLooking<T>(ctx: PortalContext, look: (tx: PortalContext) => Promise<T>): Promise<T> {
  return inTransaction(ctx, async (tx) => {
    await tx.db.$executeRaw`SET TRANSACTION READ ONLY`
    return look(tx)
  })
}
