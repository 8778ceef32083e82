import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Database } from './client'
import { type PrismaClient } from './generated/client'
import { readMigrations } from './migrate'
import { rowOf, rowsOf } from './rows'

/** What the migrations make, one object a line; written by `vitest --update` from a database that was migrated from nothing. */
const EXPECTED_FILE = 'prisma/expected-schema.txt'

export function expectedObjects(): string[] {
  return existsSync(EXPECTED_FILE) ? readFileSync(EXPECTED_FILE, 'utf8').split('\n').filter(Boolean) : []
}

const lineRow = z.strictObject({ line: z.string() })

/**
 * Every object of every schema of the database (DS-06): tables, columns, constraints, indexes, triggers with their state, functions,
 * columns of views (their text: schemaDifferences), types, rules, policies, and what leads out of it or switches triggers off. One line each, sorted; objects of extensions and
 * of the system are left out.
 */
export async function schemaObjects({ db }: { db: Database }): Promise<string[]> {
  const rows = await rowsOf({ db }, lineRow)`
    WITH space AS (
      SELECT oid, nspname FROM pg_namespace n
      WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')
    ), rel AS (
      SELECT c.*, s.nspname || '.' || c.relname AS name FROM pg_class c JOIN space s ON s.oid = c.relnamespace
      WHERE c.relname <> '_prisma_migrations' AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    )
    SELECT regexp_replace(line, '\\s+', ' ', 'g') AS line FROM (
      SELECT 'schema ' || nspname AS line FROM space
      UNION ALL SELECT format('relation %s %s%s%s', name, relkind, CASE WHEN relrowsecurity THEN ' rls' END,
        CASE WHEN relpersistence <> 'p' THEN ' ' || relpersistence::text END) FROM rel
      UNION ALL SELECT format('column %s.%s %s%s%s%s', name, a.attname, format_type(a.atttypid, a.atttypmod),
          CASE WHEN a.attnotnull THEN ' not null' END, CASE WHEN a.attgenerated <> '' THEN ' generated' END,
          ' default ' || pg_get_expr(d.adbin, d.adrelid))
        FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = rel.oid AND d.adnum = a.attnum WHERE relkind <> 'S'
      UNION ALL SELECT format('constraint %s %s %s', name, conname, pg_get_constraintdef(k.oid))
        FROM rel JOIN pg_constraint k ON k.conrelid = rel.oid WHERE contype NOT IN ('n', 't')
      UNION ALL SELECT format('index %s%s', pg_get_indexdef(indexrelid), CASE WHEN NOT indisvalid THEN ' invalid' END)
        FROM rel JOIN pg_index i ON i.indrelid = rel.oid
      UNION ALL SELECT format('trigger %s %s', pg_get_triggerdef(t.oid), tgenabled) FROM rel JOIN pg_trigger t ON t.tgrelid = rel.oid
        WHERE NOT tgisinternal
      UNION ALL SELECT format('foreign key off %s %s', name, tgname) FROM rel JOIN pg_trigger t ON t.tgrelid = rel.oid
        WHERE tgisinternal AND tgenabled <> 'O'
      UNION ALL SELECT format('rule %s %s', name, r.rulename) FROM rel JOIN pg_rewrite r ON r.ev_class = rel.oid
        WHERE r.rulename <> '_RETURN'
      UNION ALL SELECT format('policy %s %s', name, p.polname) FROM rel JOIN pg_policy p ON p.polrelid = rel.oid
      UNION ALL SELECT format('function %s.%s(%s) %s %s%s', nspname, proname, pg_get_function_identity_arguments(p.oid),
          md5(coalesce(p.prosrc, '') || coalesce(pg_get_function_sqlbody(p.oid), '')), provolatile, CASE WHEN prosecdef THEN ' definer' END)
        FROM pg_proc p JOIN space s ON s.oid = p.pronamespace
        WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
      UNION ALL SELECT format('enum %s.%s %s', nspname, typname, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder))
        FROM pg_type t JOIN space s ON s.oid = t.typnamespace JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY nspname, typname
      UNION ALL SELECT format('search dictionary %s.%s %s', nspname, dictname, dictinitoption) FROM pg_ts_dict d JOIN space s ON s.oid = d.dictnamespace
      UNION ALL SELECT format('search configuration %s.%s %s', nspname, cfgname,
          (SELECT string_agg(m.maptokentype || ' ' || m.mapdict::regdictionary, ', ' ORDER BY m.maptokentype) FROM pg_ts_config_map m WHERE m.mapcfg = c.oid))
        FROM pg_ts_config c JOIN space s ON s.oid = c.cfgnamespace
      UNION ALL SELECT 'event trigger ' || evtname FROM pg_event_trigger
      UNION ALL SELECT 'publication ' || pubname FROM pg_publication
      UNION ALL SELECT 'foreign server ' || srvname FROM pg_foreign_server
      UNION ALL SELECT 'setting ' || setting FROM pg_db_role_setting, unnest(setconfig) AS setting
        WHERE setting LIKE 'session_replication_role=%'
          AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    ) objects`
  return rows.map(({ line }) => line).sort()
}

/** Objects that are missing ("- …") or that no migration made ("+ …"). */
export async function schemaDifferences({ db }: { db: Database }): Promise<string[]> {
  const [expected, actual] = [new Set(expectedObjects()), new Set(await schemaObjects({ db }))]
  const views = await ('$transaction' in db ? (db as PrismaClient).$transaction(otherViews) : otherViews(db))
  return [
    ...[...expected].filter((line) => !actual.has(line)).map((line) => `- ${line}`),
    ...[...actual].filter((line) => !expected.has(line)).map((line) => `+ ${line}`),
    ...views.map((name) => `- view public.${name}`),
  ]
}

const isSameRow = z.strictObject({ isSame: z.boolean() })

/**
 * Views that say something else than the migrations: what stops the clock of an account is one (DS-05). Each is made anew beside the one that is
 * there, and this server prints both: other servers print the same text differently.
 */
async function otherViews(db: Database): Promise<string[]> {
  const others: string[] = []
  for (const [name, text] of shippedViews()) {
    await db.$executeRawUnsafe(`CREATE TEMPORARY VIEW shipped_view ${text}`)
    const row = await rowOf({ db }, isSameRow)`
      SELECT coalesce(pg_get_viewdef('pg_temp.shipped_view'::regclass) = pg_get_viewdef(to_regclass(${`public.${name}`})), false) AS "isSame"`
    await db.$executeRaw`DROP VIEW pg_temp.shipped_view`
    if (!row?.isSame) others.push(name)
  }
  return others
}

/** Name and text (columns, AS, query) of every view; the last migration that makes it counts. */
function shippedViews(): Map<string, string> {
  const made = /^CREATE (?:OR REPLACE )?VIEW "(\w+)"(.*?AS\b.*?);$/gms
  const migrations = readMigrations('prisma/migrations').map(({ sql }) => sql)
  return new Map(migrations.flatMap((sql) => [...sql.matchAll(made)].map(([, name = '', text = '']) => [name, text])))
}
