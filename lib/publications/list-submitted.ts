import { z } from 'zod'
import { codesOf, publicationKindLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowOf, rowsOf } from '../db/rows'
import { isUuid } from '../fields'
import { may } from '../may'
import { contentOf, contentSelect, type DrawnContent } from './content'

export type SubmittedPublication = z.output<typeof submittedPublicationRow>
const submittedPublicationRow = z.strictObject({
  /** The row to decide about: a draft or a correction */
  id: z.string(),
  revision: z.number(),
  kind: z.enum(codesOf(publicationKindLabels)),
  title: z.string(),
  submittedAt: z.date(),
  isCorrection: z.boolean(),
  authorId: z.string(),
  /** Never an address */
  author: z.string(),
  /** Released publications of the author so far */
  published: z.number(),
})

const MOST_LISTED = 200

/** What waits for its review, the oldest first (DS-07). */
export async function listSubmitted(ctx: PortalContext): Promise<SubmittedPublication[]> {
  may.staff(ctx, '/admin/moderation/angebote')
  return rowsOf(ctx, submittedPublicationRow)`
    SELECT p.id, p.revision, p.kind::text AS kind, p.title, p.submitted_at AS "submittedAt", p.corrects_id IS NOT NULL AS "isCorrection",
           a.id AS "authorId", concat_ws(', ', a.given_name || ' ' || a.surname, a.organisation) AS author,
           (SELECT count(*)::int FROM publication o WHERE o.account_id = a.id AND o.published_at IS NOT NULL) AS published
    FROM publication p JOIN account a ON a.id = p.account_id
    WHERE p.submitted_at IS NOT NULL ORDER BY p.submitted_at, p.id LIMIT ${MOST_LISTED}`
}

/** One of them with its text and, for a correction, the text that readers see now; undefined if it no longer waits. */
export async function loadSubmitted(
  ctx: PortalContext,
  publicationId: string,
): Promise<(SubmittedPublication & { content: DrawnContent; current: DrawnContent | undefined }) | undefined> {
  may.staff(ctx, '/admin/moderation/angebote')
  if (!isUuid(publicationId)) return undefined
  const row = await rowOf(ctx, submittedPublicationRow)`
    SELECT p.id, p.revision, p.kind::text AS kind, p.title, p.submitted_at AS "submittedAt", p.corrects_id IS NOT NULL AS "isCorrection",
           a.id AS "authorId", concat_ws(', ', a.given_name || ' ' || a.surname, a.organisation) AS author,
           (SELECT count(*)::int FROM publication o WHERE o.account_id = a.id AND o.published_at IS NOT NULL) AS published
    FROM publication p JOIN account a ON a.id = p.account_id
    WHERE p.submitted_at IS NOT NULL AND p.id = ${publicationId}::uuid`
  const texts = await ctx.db.publication.findUnique({
    where: { id: publicationId },
    select: { ...contentSelect, corrects: { select: contentSelect } },
  })
  if (!row || !texts) return undefined
  return { ...row, content: contentOf(texts), current: texts.corrects ? contentOf(texts.corrects) : undefined }
}

/** How many wait. */
export async function countSubmitted(ctx: PortalContext): Promise<number> {
  may.staffOrPortal(ctx, '/admin/moderation')
  return ctx.db.publication.count({ where: { submittedAt: { not: null } } })
}
