import { hashPassword } from '@/lib/auth/password'

export const CAST_PASSWORD = 'Rennsteig im Nebel 42'

type Portal = { sql<Row extends object>(text: string, values?: unknown[]): Promise<Row[]> }

let passwordHash: Promise<string> | undefined

/**
 * A confirmed member for journeys that begin after the registration (which has journeys of its own, and a limit per
 * network): the rows that registering and confirming leave behind.
 */
export async function seedMember(
  portal: Portal,
  {
    role = 'member',
    verified = false,
    name: [givenName, surname] = ['Jana', 'Sommer'],
    organisation = 'Glaswerk Jena',
  }: {
    role?: 'member' | 'moderator' | 'admin' | 'approver' | 'dpo'
    /** By staff (DS-07) */
    verified?: boolean
    name?: readonly [givenName: string, surname: string]
    organisation?: string
  } = {},
): Promise<{ accountId: string; email: string }> {
  passwordHash ??= hashPassword(CAST_PASSWORD)
  const email = `mitglied-${crypto.randomUUID()}@beispiel.de`
  const [account] = await portal.sql<{ id: string }>(
    `INSERT INTO account (email, surname, given_name, member_group, organisation, position, role, password_hash, email_confirmed_at,
       verified_at)
     VALUES ($1, $4, $5, 'company', $6, 'Personal', $2::role, $3, now(), CASE WHEN $7 THEN now() END) RETURNING id`,
    [email, role, await passwordHash, surname, givenName, organisation, verified],
  )
  if (!account) throw new Error('the member was not stored')
  await portal.sql(
    `INSERT INTO policy_acceptance (account_id, version_number, accepted_at, wording)
     SELECT $1, max(number), now(), 'Ich stimme zu.' FROM policy_version WHERE published_at IS NOT NULL`,
    [account.id],
  )
  return { accountId: account.id, email }
}
