import { z } from 'zod'
import { codesOf, contentLabels, measureLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { may } from '../may'

export type MeasureOfMember = z.output<typeof measureOfMemberRow>
const measureOfMemberRow = z.strictObject({
  id: z.string(),
  /** Null: the case is gone */
  caseId: z.string().nullable(),
  contentKind: z.enum(codesOf(contentLabels)),
  act: z.enum(codesOf(measureLabels)),
  startedAt: z.date(),
  endedAt: z.date().nullable(),
})

const MOST_MEASURES_SHOWN = 20

/** What the moderation did about content of one member, newest first (DS-07); the caller has recorded the look at the member. */
export async function measuresOf(ctx: PortalContext, accountId: string): Promise<MeasureOfMember[]> {
  may.staff(ctx, '/admin/moderation')
  return rowsOf(ctx, measureOfMemberRow)`
    SELECT id, case_id AS "caseId", content_kind AS "contentKind", act, started_at AS "startedAt", ended_at AS "endedAt"
    FROM content_measure WHERE author_id = ${accountId}::uuid ORDER BY started_at DESC, id DESC LIMIT ${MOST_MEASURES_SHOWN}`
}
