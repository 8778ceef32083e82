import { z } from 'zod'
import { type DisclosureScope } from '../codes'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'

type Rows = Record<string, unknown>[]

const itemRow = z.strictObject({ row: z.record(z.string(), z.unknown()) })

/**
 * The data that an order names, and nothing else (DS-10): one query for each item of the scope; what is not ordered is not even read.
 * Instants are ISO 8601 in UTC. Call it in the transaction that has locked the account.
 */
export async function collectData(
  tx: PortalContext,
  accountId: string,
  scope: readonly DisclosureScope[],
): Promise<Partial<Record<DisclosureScope, Rows>>> {
  const data: Partial<Record<DisclosureScope, Rows>> = {}
  for (const item of scope) {
    const rows = await rowsOf(
      tx,
      itemRow,
    )(Prisma.sql`SELECT to_jsonb(item) AS row FROM (${queries[item](accountId)}) AS item`)
    data[item] = rows.map(({ row }) => row)
  }
  return data
}

const queries: Record<DisclosureScope, (id: string) => Prisma.Sql> = {
  name: (id) => Prisma.sql`SELECT surname AS "Name", given_name AS "Vorname" FROM account WHERE id = ${id}::uuid`,
  email: (id) => Prisma.sql`SELECT email AS "E-Mail-Adresse" FROM account WHERE id = ${id}::uuid`,
  organisation: (id) => Prisma.sql`
    SELECT member_group::text AS "Nutzergruppe", organisation AS "Unternehmen/Institution", position AS "Aufgabenbereich/Position"
    FROM account WHERE id = ${id}::uuid`,
  registration: (id) => Prisma.sql`
    SELECT registered_at AS "Registriert am", email_confirmed_at AS "E-Mail-Adresse bestätigt am" FROM account WHERE id = ${id}::uuid`,
  'last-login': (id) => Prisma.sql`SELECT last_login_at AS "Letzter Login" FROM account WHERE id = ${id}::uuid`,
  sessions: (id) => Prisma.sql`
    SELECT created_at AS "Angemeldet am", last_seen_at AS "Zuletzt benutzt am", device AS "Browser und System"
    FROM session WHERE account_id = ${id}::uuid ORDER BY created_at`,
  policy: (id) => Prisma.sql`
    SELECT version_number AS "Fassung", accepted_at AS "Zugestimmt am", wording AS "Wortlaut"
    FROM policy_acceptance WHERE account_id = ${id}::uuid ORDER BY accepted_at`,
  mails: (id) => Prisma.sql`
    SELECT template AS "Anlass", created_at AS "Erstellt am", accepted_at AS "Angenommen am"
    FROM outgoing_mail WHERE account_id = ${id}::uuid ORDER BY created_at`,
  suspensions: (id) => Prisma.sql`
    SELECT started_at AS "Gesperrt am", ended_at AS "Aufgehoben am", reason AS "Grund"
    FROM suspension WHERE account_id = ${id}::uuid ORDER BY started_at`,
}
