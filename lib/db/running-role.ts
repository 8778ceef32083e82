import { Client } from 'pg'
import { shortConnection } from './limits'

/** Records that only grow: the running role adds rows and reads them. */
const appendOnly = ['audit_event', 'erasure']
/** Written by the owner alone: migrations, and the chain by its triggers. */
const readOnly = ['audit_link', '_prisma_migrations', 'oldest_code']

/** Every table and view of the portal, and what the role may and may not do with it. */
const differences = `
  SELECT c.oid::regclass::text AS name, p.privilege, p.is_wanted AS "isWanted"
  FROM pg_class c CROSS JOIN LATERAL (VALUES
    ('SELECT', true),
    ('INSERT', c.relkind <> 'v' AND c.relname <> ALL ($3)),
    ('UPDATE', c.relkind <> 'v' AND c.relname <> ALL ($2) AND c.relname <> ALL ($3)),
    ('DELETE', c.relkind <> 'v' AND c.relname <> ALL ($2) AND c.relname <> ALL ($3)),
    ('TRUNCATE', false), ('REFERENCES', false), ('TRIGGER', false)) AS p (privilege, is_wanted)
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
    AND has_table_privilege($1, c.oid, p.privilege) <> p.is_wanted
  UNION ALL
  SELECT c.oid::regclass::text, 'USAGE, SELECT ON SEQUENCE', true FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace
    AND CASE WHEN c.relkind = 'S' THEN NOT has_sequence_privilege($1, c.oid, 'USAGE') END
  UNION ALL
  SELECT 'public', 'USAGE ON SCHEMA', true WHERE NOT has_schema_privilege($1, 'public', 'USAGE')`

type Difference = { name: string; privilege: string; isWanted: boolean }

/**
 * Gives the role that the portal runs with what it needs and no more (DS-06): it owns nothing, so it can neither change the schema nor
 * switch a trigger off, and the audit record and the ledger of erasures can only grow. Does nothing if both addresses name one role.
 */
export async function grantRunningRole({ url, ownerUrl }: { url: string; ownerUrl: string }): Promise<void> {
  if (url === ownerUrl) return
  const role = await nameOfRole(url)
  const owner = new Client({ connectionString: ownerUrl, application_name: 'portal migrations', ...shortConnection })
  await owner.connect()
  try {
    const { rows } = await owner.query<{ name: string }>('SELECT current_user AS name')
    if (rows[0]?.name === role) return
    await owner.query('BEGIN')
    // Two servers that start at once would change the same rows of the catalogue.
    await owner.query(`SELECT pg_advisory_xact_lock(hashtext('portal grants'))`)
    const found = await owner.query<Difference>(differences, [role, appendOnly, readOnly])
    for (const difference of found.rows) await owner.query(statementFor(difference, owner.escapeIdentifier(role)))
    await owner.query('COMMIT')
  } finally {
    await owner.end()
  }
}

function statementFor({ name, privilege, isWanted }: Difference, role: string): string {
  const on = privilege.includes(' ON ') ? `${privilege} ${name}` : `${privilege} ON ${name}`
  return isWanted ? `GRANT ${on} TO ${role}` : `REVOKE ${on} FROM ${role}`
}

/** As the database knows it: behind a pooler the address may carry a longer name. */
async function nameOfRole(url: string): Promise<string> {
  const client = new Client({ connectionString: url, ...shortConnection })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>('SELECT current_user AS name')
    return rows[0]?.name ?? ''
  } finally {
    await client.end()
  }
}
