import { createHash } from 'node:crypto'
import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { type Prisma } from '../db/generated/client'
import { acceptanceWording } from './record-acceptance'

/** SHA-256 (hex) of what a version says; what stands in the audit chain can be changed by nobody. */
export type Seal = { text: string; periods: string; wording: string }

/**
 * Writes the seal of every published version that has none into the audit chain (DS-01, DS-11): its text, its periods and the sentence to
 * which a person agrees. With the publication; at the start for versions that were published before seals existed.
 */
export function sealVersions(ctx: PortalContext): Promise<{ sealed: number }> {
  return inTransaction(ctx, async (tx) => {
    await tx.db.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('policy-seal'))) AS alone`
    const seals = await readSeals(tx)
    const open = (await publishedTexts(tx)).filter(({ number }) => !seals.has(number))
    for (const version of open)
      await recordEvent(tx, 'policy.sealed', { details: { version: version.number, ...sealOf(version) } })
    return { sealed: open.length }
  })
}

/**
 * How many versions differ from their seals or from the record of their publication: changed, gone, or published without any. Of
 * several seals of a version the first one counts.
 */
export async function brokenSeals(ctx: PortalContext): Promise<number> {
  const [seals, versions] = [await readSeals(ctx), await publishedTexts(ctx)]
  const broken = versions.filter((version) => {
    const seal = seals.get(version.number)
    return !seal || Object.entries(sealOf(version)).some(([part, sum]) => seal[part as keyof Seal] !== sum)
  })
  const numbers = new Set(versions.map(({ number }) => number))
  return broken.length + [...seals.keys()].filter((number) => !numbers.has(number)).length
}

type Text = Prisma.PolicyVersionGetPayload<{ select: typeof columns }>

const columns = {
  number: true,
  body: true,
  changeSummary: true,
  inactivityPeriod: true,
  responsePeriod: true,
  objectionPeriod: true,
  accessLogPeriod: true,
} as const

function publishedTexts({ db }: PortalContext): Promise<Text[]> {
  return db.policyVersion.findMany({
    where: { publishedAt: { not: null } },
    orderBy: { number: 'asc' },
    select: columns,
  })
}

function sealOf({ number, body, changeSummary, ...periods }: Text): Seal {
  const { inactivityPeriod, responsePeriod, objectionPeriod, accessLogPeriod } = periods
  return {
    text: sha256([body, changeSummary]),
    periods: sha256([inactivityPeriod, responsePeriod, objectionPeriod, accessLogPeriod]),
    wording: sha256([acceptanceWording(number)]),
  }
}

function sha256(parts: (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** By the number of the version. */
async function readSeals({ db }: PortalContext): Promise<Map<number, Seal>> {
  const rows = await db.auditEvent.findMany({
    where: { act: 'policy.sealed' },
    orderBy: { seq: 'desc' },
    select: { details: true },
  })
  return new Map(rows.map(({ details }) => details as Seal & { version: number }).map((seal) => [seal.version, seal]))
}
