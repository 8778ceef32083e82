import { type PortalContext } from '../context'
import { isDatabaseGone } from '../report-error'
import { FIRST_VERSION } from './first-version'
import { type PublishedVersion, publishedVersion } from './published-versions'

/** A version as pages show it. `publishedAt` is unknown while the database is away and this process has not seen the version yet. */
export type ReadableVersion = Omit<PublishedVersion, 'publishedAt'> & { publishedAt?: Date }

// Published versions never change (trigger policy_version_immutable), so what this process has read stays right.
const remembered = new Map<number, ReadableVersion>()
let newestSeen: number = FIRST_VERSION.number

/**
 * The version to show: the newest published one, or the one with this number; undefined if there is no such version. When the database
 * is gone the last one that this process has read, at worst version 1 as shipped, so that the policy can always be read (A-B5).
 * With the database there the answer is at most a second old.
 */
export async function readableVersion(ctx: PortalContext, number?: number): Promise<ReadableVersion | undefined> {
  try {
    const wanted = number ?? (await newestNumber(ctx))
    const version = remembered.get(wanted) ?? (await publishedVersion(ctx, wanted))
    if (version) remembered.set(wanted, version)
    return version
  } catch (error) {
    if (!isDatabaseGone(error)) throw error
    const known = number ?? newestSeen
    const version = remembered.get(known) ?? (known === FIRST_VERSION.number ? FIRST_VERSION : undefined)
    if (!version) throw error
    return version
  }
}

/** How long a process believes its last answer, milliseconds: one small statement per second, whatever the load. */
const BELIEVED_MS = 1_000
let believed: { until: number; number: number } | undefined

/** After a publication in this process. */
export function forgetNewestNumber(): void {
  believed = undefined
}

async function newestNumber(ctx: PortalContext): Promise<number> {
  if (believed && performance.now() < believed.until) return believed.number
  const newest = await ctx.db.policyVersion.findFirst({
    where: { publishedAt: { not: null } },
    orderBy: { number: 'desc' },
    select: { number: true },
  })
  newestSeen = newest?.number ?? FIRST_VERSION.number
  believed = { until: performance.now() + BELIEVED_MS, number: newestSeen }
  return newestSeen
}
