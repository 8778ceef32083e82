import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { prepare } from '../four-eyes/prepare'
import { reject, type Unrejected } from '../four-eyes/reject'
import { release } from '../four-eyes/release'
import { type Unfit } from '../four-eyes/second-person'
import { queueMailsSql } from '../mail/queue-mail'
import { affectedSql } from './breach-affected'
import { standingAssessment } from './breach-assessment'
import { lockOpenBreach } from './lock-breach'

/** What the letter says, in plain words (Art. 34(2) with Art. 33(3)(b), (c), (d)); whom to ask comes from the facts of the operator. */
export type Wording = { nature: string; consequences: string; measures: string; advice: string }

/** The first person writes to the people affected. `not-decided`: management has not decided that each of them is told. */
export function prepareBreachLetter(
  ctx: PortalContext,
  { breachId, ...wording }: Wording & { breachId: string },
): Promise<{ outcome: 'prepared'; letterId: string } | { outcome: 'not-open' | 'not-decided' | 'already-prepared' }> {
  return inTransaction(ctx, async (tx) => {
    const { preparation } = await prepare(tx, 'breach-letter', [])
    if (!(await lockOpenBreach(tx, breachId))) return { outcome: 'not-open' }
    if ((await standingAssessment(tx, breachId))?.telling !== 'tell') return { outcome: 'not-decided' }
    if ((await tx.db.breachLetter.count({ where: { breachId, decidedAt: null } })) > 0) {
      return { outcome: 'already-prepared' }
    }
    const data = { breachId, ...wording, ...preparation }
    const { id: letterId } = await tx.db.breachLetter.create({ data, select: { id: true } })
    await recordEvent(tx, 'breach.letter-prepared', { subjectId: breachId })
    return { outcome: 'prepared', letterId }
  })
}

type Named = { letterId: string }

/** The second person releases it: one mail to each member affected, and one row of the ledger, in one statement (Art. 34(1)). */
export function releaseBreachLetter(
  ctx: PortalContext,
  { letterId }: Named,
): Promise<{ outcome: 'released'; members: number } | { outcome: 'not-open' | Unfit }> {
  return inTransaction(ctx, async (tx) => {
    const released = await release(tx, 'breach-letter', { id: letterId, concerned: [] })
    if (released.outcome !== 'released') return released
    const { breach } = await tx.db.breachLetter.findUniqueOrThrow({
      where: { id: letterId },
      select: { breach: true },
    })
    if (!(await lockOpenBreach(tx, breach.id))) return { outcome: 'not-open' }
    const mails = Prisma.sql`
      SELECT mail_id AS id, account_id, NULL::text AS recipient, jsonb_build_object('letterId', ${letterId}::text) AS props FROM told`
    const members = await tx.db.$executeRaw`
      WITH told AS MATERIALIZED (
        SELECT a.id AS account_id, uuid_v7() AS mail_id FROM account a WHERE ${affectedSql(breach)} FOR KEY SHARE OF a
      ), queued AS (${queueMailsSql(tx, 'breach-notice', mails, { withIds: true })})
      INSERT INTO breach_telling (letter_id, account_id, mail_id) SELECT ${letterId}::uuid, account_id, mail_id FROM told`
    await tx.db.breachLetter.update({
      where: { id: letterId },
      data: { ...released.release, members },
      select: { id: true },
    })
    await recordEvent(tx, 'breach.letter-released', { subjectId: breach.id, details: { members } })
    return { outcome: 'released', members }
  })
}

/** The second person says no, or the first one takes it back and writes it anew. */
export function rejectBreachLetter(
  ctx: PortalContext,
  { letterId }: Named,
): Promise<{ outcome: 'rejected' | Unrejected }> {
  return inTransaction(ctx, async (tx) => {
    const rejected = await reject(tx, 'breach-letter', { id: letterId, concerned: [] })
    if (rejected.outcome !== 'rejected') return rejected
    const { breachId } = await tx.db.breachLetter.update({
      where: { id: letterId },
      data: rejected.rejection,
      select: { breachId: true },
    })
    await recordEvent(tx, 'breach.letter-rejected', { subjectId: breachId })
    return { outcome: 'rejected' }
  })
}
