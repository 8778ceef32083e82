import { type PortalContext } from '../context'
import { type Prisma } from '../db/generated/client'

/**
 * Keeps that somebody asked with an address: all that the person waits for, whoever the address belongs to, so that the time of the
 * answer tells nothing (S-A4). Without a registration a new password was asked for. Answered by answer-asked.ts.
 */
export async function askLater(
  ctx: PortalContext,
  { email, registration }: { email: string; registration?: Prisma.InputJsonObject },
): Promise<void> {
  await ctx.db.askedAddress.create({ data: { email, registration, askedAt: ctx.now() }, select: { id: true } })
}

/** Does somebody wait for an answer? A small probe, for the loop that sends mail. */
export async function isAsked(ctx: PortalContext): Promise<boolean> {
  return (await ctx.db.askedAddress.findFirst({ select: { id: true } })) !== null
}
