import { z } from 'zod'
import { codesOf, memberGroupLabels } from '../codes'
import { type PortalContext } from '../context'
import { type MemberGroup } from '../db/generated/enums'
import { rowsOf } from '../db/rows'

const groupRow = z.strictObject({ group: z.enum(codesOf(memberGroupLabels)) })

/** User groups that at least `least` confirmed members share: naming one of these names nobody (DS-02). */
export async function sharedGroups(ctx: PortalContext, least: number): Promise<MemberGroup[]> {
  const rows = await rowsOf(ctx, groupRow)`
    SELECT g::text AS "group" FROM unnest(enum_range(NULL::member_group)) g
    WHERE (SELECT count(*) FROM (
      SELECT FROM account WHERE member_group = g AND email_confirmed_at IS NOT NULL LIMIT ${least}) members) >= ${least}`
  return rows.map(({ group }) => group)
}
