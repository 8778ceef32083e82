import { z } from 'zod'
import { codesOf, memberGroupLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { may } from '../may'
import { appearsSql, entryColumnsSql, type ShownEntry, shownEntryRow } from './shown-entry'

/** The entry of one member as other members see it (DS-07); undefined if they do not appear in the directory. */
export async function readEntry(ctx: PortalContext, id: string): Promise<ShownEntry | undefined> {
  may.member(ctx)
  const row = await rowOf(ctx, shownEntryRow)`
    SELECT ${entryColumnsSql} FROM account a LEFT JOIN directory_entry e ON e.account_id = a.id
    WHERE a.id = ${id}::uuid AND ${appearsSql}`
  return row
}

export type OwnEntry = z.output<typeof ownEntryRow>
const ownEntryRow = shownEntryRow.extend({
  isListed: z.boolean(),
  showName: z.boolean(),
  showPosition: z.boolean(),
  showGroup: z.boolean(),
  ownGroup: z.enum(codesOf(memberGroupLabels)),
  ownPosition: z.string().nullable(),
  /** Private persons and staff appear only if they choose so. */
  appearsByChoice: z.boolean(),
  /** Can others find this member now? */
  appears: z.boolean(),
})

/** A member's own entry, for the form that changes it. */
export async function readOwnEntry(ctx: PortalContext): Promise<OwnEntry | undefined> {
  const accountId = may.member(ctx)
  const row = await rowOf(ctx, ownEntryRow)`
    SELECT ${entryColumnsSql}, coalesce(e.is_listed, false) AS "isListed", coalesce(e.show_name, false) AS "showName",
      coalesce(e.show_position, false) AS "showPosition", a.position AS "ownPosition",
      coalesce(e.show_group, false) AS "showGroup", a.member_group::text AS "ownGroup",
      (a.role <> 'member' OR a.member_group = 'private_person') AS "appearsByChoice", coalesce(${appearsSql}, false) AS appears
    FROM account a LEFT JOIN directory_entry e ON e.account_id = a.id WHERE a.id = ${accountId}::uuid`
  return row
}
