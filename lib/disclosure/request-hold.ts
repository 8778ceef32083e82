import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay, type CalendarDay, sqlDateOfDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { rowOf } from '../db/rows'
import { isHeldSql } from '../db/standing'
import { prepare } from '../four-eyes/prepare'

type Wish = { accountId: string; reason: string } & ({ kind: 'place'; reviewOn: CalendarDay } | { kind: 'lift' })
export type RequestHoldOutcome =
  | { outcome: 'requested'; requestId: string }
  | {
      outcome:
        | 'already-requested'
        | 'already-held'
        | 'not-held'
        | 'unknown-member'
        | 'review-not-in-future'
        | 'concerned'
    }

const requestHoldRow = z.strictObject({ isHeld: z.boolean(), isAsked: z.boolean() })

/**
 * The first of two people asks to place or to lift a legal hold (DS-10). Nothing changes for the member until a second person has
 * released it (decide-hold.ts). `reviewOn`: day in Berlin on which staff look again whether the dispute still needs the data.
 */
export function requestHold(ctx: PortalContext, wish: Wish): Promise<RequestHoldOutcome> {
  return inTransaction(ctx, async (tx) => {
    const prepared = await prepare(tx, 'hold', [wish.accountId])
    if (prepared.outcome !== 'prepared') return prepared
    if (wish.kind === 'place' && wish.reviewOn <= berlinDay(tx.now())) return { outcome: 'review-not-in-future' }
    const account = await rowOf(tx, requestHoldRow)`
      SELECT ${isHeldSql(Prisma.sql`a.id`)} AS "isHeld",
        EXISTS (SELECT FROM hold_request r WHERE r.account_id = a.id AND r.decided_at IS NULL) AS "isAsked"
      FROM account a WHERE a.id = ${wish.accountId}::uuid FOR UPDATE OF a`
    if (!account) return { outcome: 'unknown-member' }
    if (account.isAsked) return { outcome: 'already-requested' }
    if (wish.kind === 'place' && account.isHeld) return { outcome: 'already-held' }
    if (wish.kind === 'lift' && !account.isHeld) return { outcome: 'not-held' }
    const { id: requestId } = await tx.db.holdRequest.create({
      data: {
        accountId: wish.accountId,
        kind: wish.kind,
        reason: wish.reason,
        reviewOn: wish.kind === 'place' ? sqlDateOfDay(wish.reviewOn) : null,
        ...prepared.preparation,
      },
      select: { id: true },
    })
    await recordEvent(tx, 'hold.requested', { subjectId: wish.accountId, details: { requestId, kind: wish.kind } })
    return { outcome: 'requested', requestId }
  })
}
