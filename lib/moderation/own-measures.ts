import { type ContentKind, type MeasureAct, type MeasureGround } from '../codes'
import { type PortalContext } from '../context'
import { berlinDay, type CalendarDay } from '../dates'
import { may } from '../may'
import { creditedOutages } from '../outages'
import { appealUntil } from './periods'

export type OwnMeasure = {
  id: string
  contentKind: ContentKind
  contentId: string
  act: MeasureAct
  ground: MeasureGround
  reason: string | null
  startedAt: Date
  endedAt: Date | null
  appealUntil: CalendarDay
  mayAppeal: boolean
  appeal?: {
    text: string | null
    filedAt: Date
    decision: string | null
    answer: string | null
    decidedAt: Date | null
  }
}

/** What the moderation decided about content of the member who looks, newest first (DS-07; DSA Art. 17, 20). */
export async function ownMeasures(ctx: PortalContext, authorId: string): Promise<OwnMeasure[]> {
  may.own(ctx, authorId)
  const today = berlinDay(ctx.now())
  const outages = await creditedOutages(ctx)
  const measures = await ctx.db.contentMeasure.findMany({
    where: { authorId },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take: 100,
    select: {
      id: true,
      contentKind: true,
      contentId: true,
      act: true,
      ground: true,
      reason: true,
      startedAt: true,
      endedAt: true,
      appeals: { select: { text: true, filedAt: true, decision: true, answer: true, decidedAt: true } },
    },
  })
  return measures.map(({ appeals: [appeal], ...measure }) => {
    const until = appealUntil(measure.startedAt, outages)
    const mayAppeal = !appeal && !measure.endedAt && today <= until
    return { ...measure, appealUntil: until, mayAppeal, ...(appeal ? { appeal } : {}) } as OwnMeasure
  })
}
