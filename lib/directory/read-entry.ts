import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { type MemberGroup } from '../db/generated/enums'
import { Refused } from '../result'
import { appearsSql, entryColumnsSql, type ShownEntry } from './shown-entry'

/** The entry of one member as other members see it (DS-07); undefined if they do not appear in the directory. */
export async function readEntry(ctx: PortalContext, id: string): Promise<ShownEntry | undefined> {
  if (ctx.actor.kind !== 'member') throw new Refused('member')
  const [row] = await ctx.db.$queryRaw<ShownEntry[]>`
    SELECT ${entryColumnsSql} FROM account a LEFT JOIN directory_entry e ON e.account_id = a.id
    WHERE a.id = ${id}::uuid AND ${appearsSql}`
  return row
}

export type OwnEntry = ShownEntry & {
  isListed: boolean
  showName: boolean
  showPosition: boolean
  showGroup: boolean
  ownGroup: MemberGroup
  ownPosition: string | null
  /** Private persons and staff appear only if they choose so. */
  appearsByChoice: boolean
  /** Can others find this member now? */
  appears: boolean
}

/** A member's own entry, for the form that changes it. */
export async function readOwnEntry(ctx: PortalContext): Promise<OwnEntry | undefined> {
  if (ctx.actor.kind !== 'member') throw new Refused('member')
  const [row] = await ctx.db.$queryRaw<OwnEntry[]>`
    SELECT ${entryColumnsSql}, coalesce(e.is_listed, false) AS "isListed", coalesce(e.show_name, false) AS "showName",
      coalesce(e.show_position, false) AS "showPosition", a.position AS "ownPosition",
      coalesce(e.show_group, false) AS "showGroup", a.member_group::text AS "ownGroup",
      (a.role <> 'member' OR a.member_group = 'private_person') AS "appearsByChoice", coalesce(${appearsSql}, false) AS appears
    FROM account a LEFT JOIN directory_entry e ON e.account_id = a.id WHERE a.id = ${Prisma.sql`${ctx.actor.accountId}::uuid`}`
  return row
}
