import { type PortalContext } from '../../context'
import { Prisma } from '../../db/generated/client'
import { type DeclaredTable } from '../../personal-data/declared'
import { declaredTables } from '../../personal-data/generated/inventory'
import { type Fact, facts } from '../facts'
import { sameTime } from './recorded'

const tables = declaredTables as Record<string, DeclaredTable>

/**
 * Facts that stand in a row alone or in the audit record alone, or differ there: drawn from lib/accountability/facts.ts. What a wrong clock
 * dated into the future and the portal has corrected since (lib/lifecycle/correct-times.ts) disagrees rightly.
 */
export function disagreeing(ctx: PortalContext, check: keyof typeof facts): Prisma.Sql {
  const parts = (facts[check] as readonly Fact[]).flatMap((fact) => [
    rowsAlone(fact),
    ...(fact.way === 'rows' ? [] : [eventsAlone(ctx, fact)]),
  ])
  return Prisma.sql`FROM (
    WITH corrected AS MATERIALIZED (
      SELECT seq, at, details -> 'rows' AS columns FROM audit_event WHERE act = 'portal.times-found')
    ${Prisma.join(parts, ' UNION ALL ')}) one_sided`
}

function rowsAlone(fact: Fact): Prisma.Sql {
  const matching = (subject: Prisma.Sql) => Prisma.sql`EXISTS (
    SELECT FROM ${fact.newest ? newest(fact) : Prisma.sql`audit_event`} e WHERE ${subject} AND ${agrees(fact)})`
  return Prisma.sql`SELECT 1 FROM ${name(fact.table)} r
    WHERE ${instantOf(fact)} IS NOT NULL AND ${fact.rows ?? yes} AND NOT ${bySubject(fact, matching)}
      AND NOT EXISTS (SELECT FROM corrected c WHERE c.columns ? ${columnOf(fact)}
        AND c.at BETWEEN ${instantOf(fact)} AND ${instantOf(fact)} + interval '15 minutes')`
}

function eventsAlone({ now }: PortalContext, fact: Fact): Prisma.Sql {
  const matching = (subject: Prisma.Sql) => Prisma.sql`EXISTS (
    SELECT FROM ${name(fact.table)} r WHERE ${subject} AND ${fact.rows ?? yes} AND ${agrees(fact)})`
  const events = fact.newest ? newest(fact) : Prisma.sql`audit_event`
  const since = fact.keptFor ? Prisma.sql`e.at > ${now()}::timestamptz - ${fact.keptFor}::interval` : yes
  // A row of an account goes with it.
  const isThere = goesWithAccount(fact) ? Prisma.sql`EXISTS (SELECT FROM account a WHERE a.id = e.subject_id)` : yes
  return Prisma.sql`SELECT 1 FROM ${events} e
    WHERE ${records(fact)} AND ${since} AND ${isThere} AND NOT ${bySubject(fact, matching)} AND NOT ${undone(fact)}
      AND NOT EXISTS (SELECT FROM corrected c WHERE c.columns ? ${columnOf(fact)} AND c.seq > e.seq AND c.at < e.at)`
}

/** Row and event speak of the same person; where the row may have forgotten its person, also of somebody erased. */
function bySubject(fact: Fact, matching: (subject: Prisma.Sql) => Prisma.Sql): Prisma.Sql {
  if (!fact.subject) return matching(yes)
  const own = Prisma.sql`r.${name(fact.subject)}`
  const same = matching(Prisma.sql`e.subject_id = ${own}`)
  if (tables[fact.table]?.erasure !== 'neutral') return same
  return Prisma.sql`(${same} OR ${matching(Prisma.sql`${own} IS NULL`)})`
}

function agrees(fact: Fact): Prisma.Sql {
  const named = Object.entries(fact.named ?? {}).map(
    ([detail, column]) =>
      Prisma.sql`(e.details ->> ${detail} IS NULL OR e.details ->> ${detail} = r.${name(column)}::text)`,
  )
  const conditions = [records(fact), sameTime(Prisma.sql`e.at`, instantOf(fact)), fact.agree ?? yes, ...named]
  return Prisma.join(conditions, ' AND ')
}

/** Is `e` an event that records the fact? */
function records({ acts, events = yes }: Fact): Prisma.Sql {
  return Prisma.sql`(e.act IN (${Prisma.join([...acts])}) AND ${events})`
}

/** Of each subject and key the newest event that set the instant or emptied it; only where it set it, it is one of `records`. */
function newest({ acts, events, newest: emptied = no, key }: Fact): Prisma.Sql {
  const keys = Prisma.sql`e.subject_id${key ? Prisma.sql`, e.details ->> ${key}` : Prisma.empty}`
  return Prisma.sql`(SELECT n.* FROM audit_event n JOIN (
    SELECT max(e.seq) AS seq FROM audit_event e WHERE ${records({ acts, events } as Fact)} OR ${emptied}
    GROUP BY ${keys}) last ON last.seq = n.seq)`
}

function undone({ undoneBy, named = {} }: Fact): Prisma.Sql {
  if (!undoneBy) return no
  const same = Object.keys(named).map(
    (detail) => Prisma.sql`(u.details ->> ${detail} IS NULL OR e.details ->> ${detail} IS NULL
      OR u.details ->> ${detail} = e.details ->> ${detail})`,
  )
  return Prisma.sql`EXISTS (SELECT FROM audit_event u WHERE u.subject_id = e.subject_id AND u.seq > e.seq
    AND ${Prisma.join([undoneBy, ...same], ' AND ')})`
}

function goesWithAccount({ table, subject }: Fact): boolean {
  return subject !== undefined && (table === 'account' || tables[table]?.erasure === 'delete')
}

function instantOf({ at, instant }: Fact): Prisma.Sql {
  return instant ?? Prisma.sql`r.${name(at)}`
}

function columnOf({ table, at }: Fact): string {
  return `${table}.${at}`
}

const yes = Prisma.sql`true`
const no = Prisma.sql`false`

/** Names come from the declarations, never from outside. */
function name(identifier: string): Prisma.Sql {
  return Prisma.raw(`"${identifier}"`)
}
