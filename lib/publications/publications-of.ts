import { type PortalContext } from '../context'
import { type PublicationKind } from '../db/generated/enums'
import { isOpenSql } from './shown'

const MOST_SHOWN = 10

/** The newest of what one member has published, for the page of the member in the directory (DS-07). One statement. */
export async function publicationsOf(
  ctx: PortalContext,
  accountId: string,
): Promise<{ id: string; kind: PublicationKind; title: string }[]> {
  return ctx.db.$queryRaw`
    SELECT p.id, p.kind::text AS kind, p.title FROM publication p
    WHERE p.account_id = ${accountId}::uuid AND ${isOpenSql(ctx)} ORDER BY p.published_at DESC, p.id LIMIT ${MOST_SHOWN}`
}
