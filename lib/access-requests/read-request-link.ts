import { z } from 'zod'
import { inspectToken, type LinkState } from '../auth/token'
import { codesOf, type RequestKind, requestKindLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowOf } from '../db/rows'

/** The page behind the link. `isClosed`: the request is settled meanwhile. */
export type RequestLink =
  | { outcome: 'open' | 'done'; kind: RequestKind; isClosed: boolean }
  | { outcome: Exclude<LinkState['outcome'], 'open' | 'done'> }

const readRequestLinkRow = z.strictObject({ kind: z.enum(codesOf(requestKindLabels)), isClosed: z.boolean() })

/** What the link of an identity check asks, or what became of it (DS-04, DS-12). Changes nothing (S-F4). */
export async function readRequestLink(ctx: PortalContext, secret: string): Promise<RequestLink> {
  const { outcome } = await inspectToken(ctx, { secret, purpose: 'confirm_request' })
  if (outcome !== 'open' && outcome !== 'done') return { outcome }
  const request = await rowOf(ctx, readRequestLinkRow)`
    SELECT r.kind, r.closed_at IS NOT NULL AS "isClosed" FROM account_token t JOIN data_request r ON r.id = t.request_id
    WHERE t.token_hash = encode(sha256(convert_to(${secret}, 'UTF8')), 'hex') AND t.purpose = 'confirm_request'`
  return request ? { outcome, ...request } : { outcome: 'invalid' }
}
