import { z } from 'zod'
import { codesOf, memberGroupLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { may } from '../may'
import { fingerprintOf } from './update-profile'

/** Everything that "Mein Profil" shows of the account itself (DS-04). */
export type Profile = z.output<typeof profileRow>
const profileRow = z.strictObject({
  surname: z.string(),
  givenName: z.string(),
  email: z.string(),
  memberGroup: z.enum(codesOf(memberGroupLabels)),
  organisation: z.string().nullable(),
  position: z.string().nullable(),
  registeredAt: z.date(),
  lastLoginAt: z.date().nullable(),
  dataConfirmedAt: z.date().nullable(),
  /** A new address that waits for its confirmation */
  waitingEmail: z.string().nullable(),
  /** State of the data, for update-profile */
  seen: z.string(),
})

const loadProfileRow = profileRow.omit({ seen: true })

/** The stored registration data of a member; undefined if the account is gone. One statement. */
export async function loadProfile(ctx: PortalContext, accountId: string): Promise<Profile | undefined> {
  may.own(ctx, accountId, 'rectifyData')
  const row = await rowOf(ctx, loadProfileRow)`
    SELECT a.surname, a.given_name AS "givenName", a.email, a.member_group::text AS "memberGroup", a.organisation,
           a.position, a.registered_at AS "registeredAt", a.last_login_at AS "lastLoginAt",
           a.data_confirmed_at AS "dataConfirmedAt",
           (SELECT t.new_email FROM account_token t
            WHERE t.account_id = a.id AND t.purpose = 'change_email' AND t.used_at IS NULL AND t.expires_at > ${ctx.now()}
            LIMIT 1) AS "waitingEmail"
    FROM account a WHERE a.id = ${accountId}::uuid`
  return row && { ...row, seen: fingerprintOf(row) }
}
