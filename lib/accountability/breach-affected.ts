import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { may } from '../may'

/** Which members a breach affects, as a query: instants, `from` inclusive, `until` exclusive. */
export type Affected = { kind: 'all' } | { kind: 'registered' | 'signed-in'; from: Date; until: Date }

type Asked = { affectedKind: string; affectedFrom: Date | null; affectedUntil: Date | null }

/** Condition on `account a`. */
export function affectedSql({ affectedKind, affectedFrom, affectedUntil }: Asked): Prisma.Sql {
  switch (affectedKind) {
    case 'registered':
      return Prisma.sql`a.registered_at >= ${affectedFrom}::timestamptz AND a.registered_at < ${affectedUntil}::timestamptz`
    case 'signed-in':
      return Prisma.sql`a.id::text IN (SELECT e.subject_id::text FROM audit_event e WHERE e.act = 'session.started'
        AND e.at >= ${affectedFrom}::timestamptz AND e.at < ${affectedUntil}::timestamptz)`
    default:
      return Prisma.sql`TRUE`
  }
}

export type AffectedMember = z.output<typeof affectedMemberRow>
const affectedMemberRow = z.strictObject({
  id: z.string(),
  surname: z.string(),
  givenName: z.string(),
  email: z.string(),
  /** Of the letter of Art. 34, the newest; both null: not told, or still on its way. */
  acceptedAt: z.date().nullable(),
  bouncedAt: z.date().nullable(),
})

/** The members affected, read now, and whether the letter to them arrived; who listed how many is on record (Art. 34). */
export function listAffected(
  ctx: PortalContext,
  { breachId }: { breachId: string },
): Promise<{ outcome: 'listed'; members: AffectedMember[] } | { outcome: 'unknown' }> {
  return inTransaction(ctx, async (tx) => {
    await may.staffNow(tx, '/admin/nachweis/datenpannen/betroffene')
    const breach = await tx.db.breach.findUnique({ where: { id: breachId } })
    if (!breach) return { outcome: 'unknown' }
    const members = await rowsOf(tx, affectedMemberRow)`
      SELECT a.id, a.surname, a.given_name AS "givenName", a.email, t.accepted_at AS "acceptedAt", t.bounced_at AS "bouncedAt"
      FROM account a LEFT JOIN breach_telling t ON t.account_id = a.id AND t.letter_id = (
        SELECT l.id FROM breach_letter l WHERE l.breach_id = ${breachId}::uuid AND l.decision = 'released'
        ORDER BY l.decided_at DESC, l.id DESC LIMIT 1)
      WHERE t.letter_id IS NOT NULL OR ${affectedSql(breach)} ORDER BY a.id`
    await recordEvent(tx, 'breach.listed', { subjectId: breachId, details: { members: members.length } })
    return { outcome: 'listed', members }
  })
}
