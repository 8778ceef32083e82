import { type PortalContext } from '../context'
import { type RequestKind } from './kinds'

/** What the request behind a link in a mail is about, also after its use; undefined if there is none. For the page behind the link. */
export async function kindOfLink(ctx: PortalContext, secret: string): Promise<RequestKind | undefined> {
  const [row] = await ctx.db.$queryRaw<{ kind: RequestKind }[]>`
    SELECT r.kind FROM account_token t JOIN data_request r ON r.id = t.request_id
    WHERE t.token_hash = encode(sha256(convert_to(${secret}, 'UTF8')), 'hex') AND t.purpose = 'confirm_request'`
  return row?.kind
}
