import { z } from 'zod'
import { codesOf, publicationKindLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { may } from '../may'
import { isOpenSql } from './shown'

const MOST_SHOWN = 10

const publicationOfRow = z.strictObject({
  id: z.string(),
  kind: z.enum(codesOf(publicationKindLabels)),
  title: z.string(),
})

/** The newest of what one member has published, for the page of the member in the directory (DS-07). One statement. */
export async function publicationsOf(
  ctx: PortalContext,
  accountId: string,
): Promise<z.output<typeof publicationOfRow>[]> {
  may.member(ctx)
  return rowsOf(ctx, publicationOfRow)`
    SELECT p.id, p.kind::text AS kind, p.title FROM publication p
    WHERE p.account_id = ${accountId}::uuid AND ${isOpenSql(ctx)} ORDER BY p.published_at DESC, p.id LIMIT ${MOST_SHOWN}`
}
