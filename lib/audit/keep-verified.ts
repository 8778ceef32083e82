import { type PortalContext } from '../context'
import { type ChainPlace, type ChainReport, verifyChainFrom } from './verify-chain'

/** Days after which a verification begins with the first link again, whatever was verified before. */
const FULL_EVERY_DAYS = 7

/**
 * Verifies the chain from where the last verification ended (DS-06): a daily look costs what a day has brought. From the first link on
 * once a week, whenever the last one found a fault, and when asked to (`isFull`). What it found is kept.
 */
export async function verifyOnward(
  ctx: PortalContext,
  { file, isFull = false }: { file?: string; isFull?: boolean } = {},
): Promise<ChainReport & { isFull: boolean }> {
  const after = isFull ? undefined : await lastVerified(ctx)
  const { report, end } = await verifyChainFrom(ctx, { file, after })
  const reached = await ctx.db.auditVerification.aggregate({ where: { faults: 0 }, _max: { position: true } })
  // From the first link on, nobody sees how long the chain has been before.
  const before = reached._max.position ?? 0n
  if (end.position < before) report.faults.push({ fault: 'cut-off', at: before })
  await ctx.db.auditVerification.create({
    data: {
      verifiedAt: ctx.now(),
      isFull: after === undefined,
      position: end.position,
      hash: Buffer.from(end.hash),
      faults: report.faults.length,
    },
    select: { id: true },
  })
  return { ...report, isFull: after === undefined }
}

/** Undefined: begin anew. */
async function lastVerified(ctx: PortalContext): Promise<ChainPlace | undefined> {
  const orderBy = { id: 'desc' } as const
  const [last, full] = await Promise.all([
    ctx.db.auditVerification.findFirst({ orderBy }),
    ctx.db.auditVerification.findFirst({ where: { isFull: true, faults: 0 }, orderBy, select: { verifiedAt: true } }),
  ])
  const since = ctx.now().getTime() - FULL_EVERY_DAYS * 86_400_000
  if (!last || last.faults > 0 || !full || full.verifiedAt.getTime() <= since) return undefined
  return { position: last.position, hash: last.hash }
}
