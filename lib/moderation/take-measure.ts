import { type ContentKind, type MeasureAct, type MeasureGround, measureGroundLabels } from '../codes'
import { type ContentRef } from '../content'
import { type PortalContext } from '../context'
import { type LetterProps } from '../mail/letters'
import { queueMail } from '../mail/queue-mail'
import { type Outcome } from '../result'
import { effectOf, yourContent } from './effects'
import { appealUntil } from './periods'

export type NewMeasure = {
  content: ContentRef & { authorId: string | null; title?: string }
  caseId: string | null
  act: MeasureAct
  ground: MeasureGround
  reason: string
  staffId: string
  /** Did somebody report it, or did staff find it? */
  isReported: boolean
}

/**
 * Writes a measure and sends its author the statement of reasons (DSA Art. 17). In the caller's transaction, after the author's row is
 * locked. `in-place`: the content is hidden or locked already.
 */
export async function takeMeasure(
  tx: PortalContext,
  measure: NewMeasure,
): Promise<Outcome<'taken', { measureId: string }> | Outcome<'in-place'>> {
  const { content, caseId, act, ground, reason, staffId } = measure
  const { kind: contentKind, id: contentId, authorId } = content
  if (act === 'hide' || act === 'lock') {
    const open = await tx.db.contentMeasure.count({ where: { contentKind, contentId, act, endedAt: null } })
    if (open > 0) return { outcome: 'in-place' }
  }
  const { id: measureId } = await tx.db.contentMeasure.create({
    data: { contentKind, contentId, caseId, act, ground, authorId, reason, startedAt: tx.now(), startedBy: staffId },
    select: { id: true },
  })
  if (authorId) await stateReasons(tx, { ...measure, content: { ...content, authorId } })
  return { outcome: 'taken', measureId }
}

async function stateReasons(tx: PortalContext, measure: NewMeasure & { content: { authorId: string } }): Promise<void> {
  await queueMail(tx, {
    template: 'measure-taken',
    accountId: measure.content.authorId,
    props: statementOfReasons(tx, measure),
  })
}

type Stated = Pick<NewMeasure, 'act' | 'ground' | 'reason' | 'isReported'> & {
  content: { kind: ContentKind; title?: string }
}

/** What the author is told (DSA Art. 17(3)). */
export function statementOfReasons(
  tx: PortalContext,
  { content: { kind, title }, act, ground, reason, isReported }: Stated,
): LetterProps['measure-taken'] {
  return {
    what: act === 'suspend' ? 'Ihr Konto' : yourContent(kind, title),
    effect: effectOf(kind, act),
    ground: `Grundlage: ${measureGroundLabels[ground]}`,
    occasion: isReported ? 'Anlass: eine Meldung' : 'Anlass: eine eigene Prüfung',
    reason,
    appealUntil: appealUntil(tx.now()),
  }
}
