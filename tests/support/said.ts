import { type KeptFlash } from '@/lib/auth/flash'
import { type PortalContext } from '@/lib/context'

/** What the next page would say in this session, whichever page it is; afterwards it is said. */
export async function said(ctx: PortalContext, sessionId: string | undefined): Promise<string> {
  const { flash } = await ctx.db.session.findUniqueOrThrow({ where: { id: sessionId } })
  await ctx.db.$executeRaw`UPDATE session SET flash = NULL WHERE id = ${sessionId}::uuid`
  return ((flash ?? []) as KeptFlash[]).map(({ title }) => title).join(' ')
}
