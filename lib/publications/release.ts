import { recordEvent } from '../audit/record-event'
import { type PortalContext } from '../context'
import { sqlDateOfDay } from '../dates'
import { contentColumnsSql } from './content'
import { type OwnRow } from './own'
import { lastShownDay, statusOf } from './status'

/**
 * Makes a locked draft or correction public, in the caller's transaction; returns the id under which it is read. What was withdrawn
 * or expired is published anew; a correction of what is shown keeps its place among the newest.
 */
export async function release(
  tx: PortalContext,
  row: OwnRow,
  { decidedBy }: { decidedBy?: string } = {},
): Promise<string> {
  const now = tx.now()
  const shownUntil = sqlDateOfDay(lastShownDay(row.kind, row.content, now))
  const fresh = { confirmedAt: now, shownUntil, submittedAt: null, returnedAt: null, returnReason: null, decidedBy }
  const id = row.correctsId ?? row.id
  if (row.correctsId) {
    const shown = await tx.db.publication.findUniqueOrThrow({
      where: { id },
      select: {
        publishedAt: true,
        withdrawnAt: true,
        shownUntil: true,
        submittedAt: true,
        returnedAt: true,
        startsOn: true,
        eventState: true,
      },
    })
    const until = shown.shownUntil?.toISOString().slice(0, 10) ?? null
    const isShown = statusOf({ ...shown, shownUntil: until }, now) === 'published'
    // A new day is what a postponed event has been waiting for.
    const isPutOff = shown.eventState === 'postponed' && shown.startsOn?.getTime() !== startTime(row)
    await tx.db.$executeRaw`
      UPDATE publication SET (${contentColumnsSql}) = (SELECT ${contentColumnsSql} FROM publication WHERE id = ${row.id}::uuid)
      WHERE id = ${id}::uuid`
    await tx.db.publication.update({
      where: { id },
      data: {
        ...fresh,
        withdrawnAt: null,
        sequence: { increment: 1 },
        ...(isPutOff ? { eventState: null, eventStateAt: now } : {}),
        ...(isShown ? { correctedAt: now } : { publishedAt: now, correctedAt: null }),
      },
      select: { id: true },
    })
    await tx.db.publication.delete({ where: { id: row.id }, select: { id: true } })
  } else {
    await tx.db.publication.update({ where: { id }, data: { ...fresh, publishedAt: now }, select: { id: true } })
  }
  await recordEvent(tx, 'publication.published', {
    subjectId: row.accountId,
    details: { publication: id, correction: row.correctsId !== null },
  })
  return id
}

function startTime({ content: { startsOn } }: OwnRow): number | undefined {
  return startsOn ? sqlDateOfDay(startsOn).getTime() : undefined
}
