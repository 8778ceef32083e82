import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay, type CalendarDay, sqlDateOfDay } from '../dates'
import { isConcerned } from '../four-eyes/is-concerned'
import { may } from '../may'
import { concernedBy } from './find-sought'

/** An archive that nobody has handed over is removed after this many days; the hash stays. */
export const ARCHIVE_DAYS = 14

/** The encrypted archive for the courier; every look is recorded. */
export function fetchArchive(
  ctx: PortalContext,
  { disclosureId }: { disclosureId: string },
): Promise<{ outcome: 'found'; archive: Uint8Array; fileName: string } | { outcome: 'gone' }> {
  return inTransaction(ctx, async (tx) => {
    await may.staffNow(tx, '/admin/herausgabe/[id]/archiv')
    const row = await tx.db.disclosure.findUnique({ where: { id: disclosureId }, select: { archive: true } })
    if (!row?.archive) return { outcome: 'gone' }
    await recordEvent(tx, 'disclosure.fetched', { subjectId: disclosureId })
    return { outcome: 'found', archive: row.archive, fileName: `Herausgabe-${disclosureId.slice(-12)}.zip` }
  })
}

/** Writes down who received the archive and when, and removes it here: the register keeps no data (DS-10). */
export function handOver(
  ctx: PortalContext,
  {
    disclosureId,
    handedOverTo,
    handedOverOn,
  }: { disclosureId: string; handedOverTo: string; handedOverOn: CalendarDay },
): Promise<{ outcome: 'handed-over' | 'not-released' | 'in-future' | 'concerned' }> {
  return inTransaction(ctx, async (tx) => {
    await may.staffNow(tx, 'recordHandOver')
    if (isConcerned(tx, await concernedBy(tx, disclosureId))) return { outcome: 'concerned' }
    if (handedOverOn > berlinDay(tx.now())) return { outcome: 'in-future' }
    const { count } = await tx.db.disclosure.updateMany({
      where: { id: disclosureId, decision: 'released', handedOverOn: null },
      data: { handedOverTo, handedOverOn: sqlDateOfDay(handedOverOn), archive: null },
    })
    if (count === 0) return { outcome: 'not-released' }
    await recordEvent(tx, 'disclosure.handed-over', { subjectId: disclosureId, details: { handedOverOn } })
    return { outcome: 'handed-over' }
  })
}

/** The day (Berlin) from which the person's report of Art. 15 names the disclosure; undefined = not before staff set one. */
export function setTellFrom(
  ctx: PortalContext,
  { disclosureId, tellFrom }: { disclosureId: string; tellFrom?: CalendarDay },
): Promise<{ outcome: 'set' | 'unknown' | 'concerned' }> {
  return inTransaction(ctx, async (tx) => {
    await may.staffNow(tx, 'setSecrecy')
    if (isConcerned(tx, await concernedBy(tx, disclosureId))) return { outcome: 'concerned' }
    const told = tellFrom !== undefined && tellFrom <= berlinDay(tx.now()) ? 'yes' : 'no'
    const { count } = await tx.db.disclosure.updateMany({
      where: { id: disclosureId },
      data: { tellFrom: tellFrom ? sqlDateOfDay(tellFrom) : null, told },
    })
    if (count === 0) return { outcome: 'unknown' }
    await recordEvent(tx, 'disclosure.secrecy-set', {
      subjectId: disclosureId,
      details: { tellFrom: tellFrom ?? null },
    })
    return { outcome: 'set' }
  })
}

/** Housekeeping: the day to tell has come; archives that nobody fetched go. */
export async function tidyDisclosures(
  ctx: PortalContext,
): Promise<{ disclosuresTold: number; archivesRemoved: number }> {
  const disclosuresTold = await ctx.db.$executeRaw`
    UPDATE disclosure SET told = 'yes' WHERE told = 'no' AND tell_from <= ${berlinDay(ctx.now())}::date`
  const before = new Date(ctx.now().getTime() - ARCHIVE_DAYS * 86_400_000)
  const archivesRemoved = await ctx.db.$executeRaw`
    UPDATE disclosure SET archive = NULL WHERE archive IS NOT NULL AND decided_at < ${before}::timestamptz`
  return { disclosuresTold, archivesRemoved }
}
