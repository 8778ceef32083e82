import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf } from '../db/rows'
import { may } from '../may'

/** Until an admin decides otherwise. */
export const FIRST_PUBLICATIONS_REVIEWED = 3

/** How many first publications of a member are reviewed before they appear, as an SQL expression. */
export const firstReviewsSql = Prisma.sql`coalesce((SELECT first_publications FROM review_setting ORDER BY id DESC LIMIT 1), ${FIRST_PUBLICATIONS_REVIEWED})`

const firstRow = z.strictObject({ first: z.number() })

/** How many first publications of a member are reviewed before they appear (DS-07); 0 = none. */
export async function firstReviews(ctx: PortalContext): Promise<number> {
  may.staffOrPortal(ctx, '/admin/moderation')
  const row = await rowOf(ctx, firstRow)`SELECT (${firstReviewsSql})::int AS first`
  return row?.first ?? FIRST_PUBLICATIONS_REVIEWED
}

/** An admin changes how many; what is submitted already is reviewed all the same. Does nothing if it is so. */
export function changeFirstReviews(
  ctx: PortalContext,
  { firstPublications }: { firstPublications: number },
): Promise<{ outcome: 'changed' | 'unchanged' }> {
  return inTransaction(ctx, async (tx) => {
    const { accountId: setBy } = await may.staffNow(tx, 'setFirstReviews')
    const from = await firstReviews(tx)
    if (from === firstPublications) return { outcome: 'unchanged' }
    await tx.db.reviewSetting.create({ data: { firstPublications, setAt: tx.now(), setBy }, select: { id: true } })
    await recordEvent(tx, 'moderation.setting-changed', { details: { from, to: firstPublications } })
    return { outcome: 'changed' }
  })
}
