import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { berlinDay } from '../dates'
import { rowOf } from '../db/rows'
import { may } from '../may'
import { creditedOutages } from '../outages'
import { alertOfFirst } from './alert-moderation'
import { appealUntil } from './periods'

type Outcome = { outcome: 'filed' | 'already-filed' | 'too-late' | 'unknown-measure' }
type Words = { measureId: string; text: string }

/** The author says that a measure is wrong (DS-07; DSA Art. 20): once for each measure, within six months. */
export async function fileAppeal(ctx: PortalContext, { measureId, text }: Words): Promise<Outcome> {
  const authorId = may.member(ctx)
  return inTransaction(ctx, (tx) => store(tx, { measureId, text, authorId, enteredBy: null }))
}

/** Staff enter the letter of an author who cannot sign in, because the account is suspended. */
export function enterAppeal(ctx: PortalContext, { measureId, text }: Words): Promise<Outcome> {
  return inTransaction(ctx, async (tx) => {
    const { accountId: enteredBy } = await may.staffNow(tx, 'enterAuthorsAppeal')
    const measure = await tx.db.contentMeasure.findUnique({ where: { id: measureId }, select: { authorId: true } })
    if (!measure?.authorId) return { outcome: 'unknown-measure' }
    return store(tx, { measureId, text, authorId: measure.authorId, enteredBy })
  })
}

const storeRow = z.strictObject({ startedAt: z.date(), startedBy: z.string(), preparedBy: z.string().nullable() })

async function store(
  tx: PortalContext,
  { measureId, text, authorId, enteredBy }: Words & { authorId: string; enteredBy: string | null },
): Promise<Outcome> {
  await tx.db.$queryRaw`SELECT 1 FROM account WHERE id = ${authorId}::uuid FOR KEY SHARE`
  const measure = await rowOf(tx, storeRow)`
    SELECT started_at AS "startedAt", started_by AS "startedBy", prepared_by AS "preparedBy" FROM content_measure
    WHERE id = ${measureId}::uuid AND author_id = ${authorId}::uuid FOR NO KEY UPDATE`
  if (!measure) return { outcome: 'unknown-measure' }
  const until = appealUntil(measure.startedAt, await creditedOutages(tx))
  if (berlinDay(tx.now()) > until) return { outcome: 'too-late' }
  if ((await tx.db.appeal.count({ where: { measureId } })) > 0) return { outcome: 'already-filed' }
  await tx.db.appeal.create({
    data: {
      measureId,
      measureBy: measure.startedBy,
      preparedBy: measure.preparedBy,
      authorId,
      text,
      filedAt: tx.now(),
      enteredBy,
    },
    select: { id: true },
  })
  await recordEvent(tx, 'moderation.appealed', { subjectId: authorId, details: { measureId } })
  await alertOfFirst(tx)
  return { outcome: 'filed' }
}
