import { recordEvent } from '../audit/record-event'
import { type LookReason } from '../codes'
import { type PortalContext } from '../context'
import { may } from '../may'

/** Names for a list of ids (at most MOST_NAMED) that another room has drawn up. The look is recorded (S-D8). */
export async function nameMembers(
  ctx: PortalContext,
  { accountIds, reason }: { accountIds: string[]; reason: LookReason },
): Promise<Map<string, string>> {
  may.staff(ctx, '/admin/mitglieder')
  if (accountIds.length === 0) return new Map()
  const rows = await ctx.db.account.findMany({
    where: { id: { in: accountIds.slice(0, MOST_NAMED) } },
    select: { id: true, surname: true, givenName: true },
  })
  await recordLook(ctx, { shown: rows.map(({ id }) => id), reason })
  return new Map(rows.map(({ id, surname, givenName }) => [id, `${surname}, ${givenName}`]))
}

export const MOST_NAMED = 100

/** Writes down that staff saw these members in a list that another room has drawn up (S-D8); nothing to write for an empty list. */
export async function recordLook(
  ctx: PortalContext,
  { shown, reason }: { shown: string[]; reason: LookReason },
): Promise<void> {
  may.staff(ctx, '/admin')
  if (shown.length > 0) await recordEvent(ctx, 'member.searched', { details: { reason, by: ['ids'], shown } })
}

/** Name of a colleague, as staff see each other; null: gone. */
export async function nameOfStaff(ctx: PortalContext, accountId: string): Promise<string | null> {
  const person = await ctx.db.account.findUnique({
    where: { id: accountId },
    select: { givenName: true, surname: true },
  })
  return person && `${person.givenName} ${person.surname}`
}
