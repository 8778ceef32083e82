import { type PortalContext } from '../context'
import { type Prisma } from '../db/generated/client'
import { may } from '../may'

/** The next version while it is written; at most one. */
export type Draft = {
  number: number
  revision: number
  inactivityPeriod: string
  responsePeriod: string
  objectionPeriod: string
  accessLogPeriod: string
  body: string
  changeSummary: string | null
  editedBy: string | null
  editedAt: Date | null
  submittedAt: Date | null
  submittedBy: string | null
  returnedReason: string | null
}

const draftColumns = {
  number: true,
  revision: true,
  inactivityPeriod: true,
  responsePeriod: true,
  objectionPeriod: true,
  accessLogPeriod: true,
  body: true,
  changeSummary: true,
  editedBy: true,
  editedAt: true,
  submittedAt: true,
  submittedBy: true,
  returnedReason: true,
} satisfies Prisma.PolicyVersionSelect

/** The draft, if there is one. Staff only: nobody else reads a version before it is published. */
export async function loadDraft(ctx: PortalContext): Promise<Draft | undefined> {
  may.staff(ctx, '/admin/datenschutzerklaerung/entwurf')
  return (await ctx.db.policyVersion.findFirst({ where: { publishedAt: null }, select: draftColumns })) ?? undefined
}

/** The draft, locked until the end of the transaction, if it still is the one that the actor has seen. */
export async function lockDraft(
  tx: PortalContext,
  { number, revision }: { number: number; revision: number },
): Promise<{ outcome: 'locked'; draft: Draft } | { outcome: 'no-draft' | 'stale' }> {
  await tx.db.$queryRaw`SELECT 1 FROM policy_version WHERE number = ${number} FOR UPDATE`
  const draft = await tx.db.policyVersion.findFirst({ where: { number, publishedAt: null }, select: draftColumns })
  if (!draft) return { outcome: 'no-draft' }
  return draft.revision === revision ? { outcome: 'locked', draft } : { outcome: 'stale' }
}
