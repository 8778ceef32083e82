import { type PortalContext } from '../context'
import { type Prisma } from '../db/generated/client'

/** A published version of the policy: text and periods are one record (DS-11). Periods are ISO 8601 durations. */
export type PublishedVersion = {
  number: number
  inactivityPeriod: string
  responsePeriod: string
  objectionPeriod: string
  accessLogPeriod: string
  /** Markdown with placeholders; render-policy.ts fills them. */
  body: string
  publishedAt: Date
}

const versionColumns = {
  number: true,
  inactivityPeriod: true,
  responsePeriod: true,
  objectionPeriod: true,
  accessLogPeriod: true,
  body: true,
  publishedAt: true,
} satisfies Prisma.PolicyVersionSelect

/** The newest published version: the one that a person accepts at registration (DS-01). Throws if none is published yet. */
export async function newestVersion(ctx: PortalContext): Promise<PublishedVersion> {
  const version = await ctx.db.policyVersion.findFirst({
    where: { publishedAt: { not: null } },
    orderBy: { number: 'desc' },
    select: versionColumns,
  })
  if (!version?.publishedAt) throw new Error('no policy version is published: the start publishes the first one')
  return { ...version, publishedAt: version.publishedAt }
}

/** One published version by its number; undefined if there is none, or it is a draft. */
export async function publishedVersion(ctx: PortalContext, number: number): Promise<PublishedVersion | undefined> {
  const version = await ctx.db.policyVersion.findUnique({ where: { number }, select: versionColumns })
  return version?.publishedAt ? { ...version, publishedAt: version.publishedAt } : undefined
}

/** All published versions, newest first, without their text. */
export async function listVersions(
  ctx: PortalContext,
): Promise<{ number: number; publishedAt: Date; changeSummary: string | null }[]> {
  const versions = await ctx.db.policyVersion.findMany({
    where: { publishedAt: { not: null } },
    orderBy: { number: 'desc' },
    select: { number: true, publishedAt: true, changeSummary: true },
  })
  return versions.flatMap(({ publishedAt, ...version }) => (publishedAt ? [{ ...version, publishedAt }] : []))
}
