import { z } from 'zod'
import { inTransaction, type PortalContext } from '../context'
import { rowOf, rowsOf } from '../db/rows'
import { anchorFile, ownAnchors } from './anchors'
import { chainLinkRow, contentDigestSql, linkHash } from './chain-hash'

/** What is wrong, and where: place in the chain, or number of the event for `unlinked`. */
export type ChainFault = {
  fault: /** Events differ from what was written */
    | 'events-changed'
    /** Events are gone */
    | 'events-missing'
    /** The link itself was changed */
    | 'link-changed'
    /** Links are missing before this one, or it follows another one */
    | 'gap'
    /** Events that no link knows */
    | 'unlinked'
    /** The chain ends before an anchor */
    | 'cut-off'
    /** The chain says something else than an anchor */
    | 'anchor-differs'
  at: bigint
}
/** `isForeign`: the file of anchors is another database's, so nothing outside was compared. */
export type ChainReport = { events: number; links: number; anchors: number; faults: ChainFault[]; isForeign?: true }

const LINKS_AT_ONCE = 1_000
/** Nobody reads more; the first ones say where to look. */
const MOST_FAULTS = 100

type ReadLink = z.output<typeof readLinkRow>
const readLinkRow = chainLinkRow.extend({ found: z.number(), actual: z.instanceof(Uint8Array).nullable() })
const hashRow = chainLinkRow.pick({ hash: true })
const sumsRow = z.strictObject({ events: z.bigint(), linked: z.bigint() })
const seqRow = z.strictObject({ seq: z.bigint() })

/** A link that was verified before, and the hash it had. */
export type ChainPlace = { position: bigint; hash: Uint8Array }

const BEGINNING: ChainPlace = { position: 0n, hash: Buffer.alloc(0) }

/**
 * Reads the whole audit record and proves that it is what was written (DS-06): every event, the order of the links, and the
 * anchors outside. The chain may grow meanwhile. `faults` is empty if it is intact.
 */
export async function verifyChain(
  ctx: PortalContext,
  { file = anchorFile() }: { file?: string } = {},
): Promise<ChainReport> {
  return (await verifyChainFrom(ctx, { file })).report
}

/** The same from a link on that an earlier verification has reached (keep-verified.ts); also says how far it came. */
export async function verifyChainFrom(
  ctx: PortalContext,
  { file = anchorFile(), after = BEGINNING }: { file?: string; after?: ChainPlace } = {},
): Promise<{ report: ChainReport; end: ChainPlace }> {
  const { anchors, isForeign } = await ownAnchors(ctx, file)
  const anchored = new Map(anchors.map(({ position, hash }) => [BigInt(position), hash]))
  const faults: ChainFault[] = await startFaults(ctx, after, anchored.get(after.position))
  const sum = { events: 0, links: 0 }
  let { position, hash } = after
  for (;;) {
    const links = await readLinks(ctx, position)
    for (const link of links) {
      faults.push(...faultsOf(link, { position, hash }, anchored.get(link.position)))
      position = link.position
      hash = link.hash
      sum.events += link.events
      sum.links += 1
    }
    if (links.length < LINKS_AT_ONCE) break
  }
  for (const anchor of anchors) {
    if (BigInt(anchor.position) > position) faults.push({ fault: 'cut-off', at: BigInt(anchor.position) })
  }
  if (!faults.some(({ fault }) => fault === 'events-missing')) faults.push(...(await uncountedEvents(ctx)))
  const report = {
    ...sum,
    anchors: anchors.length,
    faults: faults.slice(0, MOST_FAULTS),
    ...(isForeign && { isForeign }),
  }
  return { report, end: { position, hash } }
}

/** The link to go on from must still be there and be what it was. */
async function startFaults(ctx: PortalContext, { position, hash }: ChainPlace, anchor?: string): Promise<ChainFault[]> {
  if (position === 0n) return []
  const link = await rowOf(ctx, hashRow)`
    SELECT hash FROM audit_link WHERE position = ${position}`
  if (!link) return [{ fault: 'cut-off', at: position }]
  if (!isSame(link.hash, hash)) return [{ fault: 'link-changed', at: position }]
  const differs = anchor !== undefined && anchor !== Buffer.from(hash).toString('hex')
  return differs ? [{ fault: 'anchor-differs', at: position }] : []
}

/**
 * By the index, event for event: the planner knows nothing of the size of a link, and would else read the whole table for each
 * (500,000 events: nine minutes instead of some seconds; decision 0071).
 */
function readLinks(ctx: PortalContext, after: bigint): Promise<ReadLink[]> {
  return inTransaction(
    ctx,
    async (tx) => {
      await tx.db.$executeRaw`SET LOCAL enable_seqscan = off`
      await tx.db.$executeRaw`SET LOCAL enable_bitmapscan = off`
      return rowsOf(tx, readLinkRow)`
        SELECT l.position, l.seqs::text AS seqs, l.events, l.content, l.previous, l.hash, c.found, c.actual
        FROM audit_link l CROSS JOIN LATERAL (
          SELECT count(*)::int AS found, ${contentDigestSql} AS actual
          FROM unnest(l.seqs) AS r CROSS JOIN LATERAL (
            SELECT * FROM audit_event WHERE seq >= lower(r) AND seq < upper(r) ORDER BY seq
          ) e
        ) c
        WHERE l.position > ${after} ORDER BY l.position LIMIT ${LINKS_AT_ONCE}`
    },
    { timeoutMs: 120_000 },
  )
}

function faultsOf(
  link: ReadLink,
  before: { position: bigint; hash: Uint8Array },
  anchor: string | undefined,
): ChainFault[] {
  const wrong = {
    gap: link.position !== before.position + 1n || !isSame(link.previous, before.hash),
    'link-changed': !isSame(link.hash, linkHash(link)),
    'events-missing': link.found < link.events,
    'events-changed': link.found >= link.events && !isSame(link.actual, link.content),
    'anchor-differs': anchor !== undefined && anchor !== Buffer.from(link.hash).toString('hex'),
  }
  return Object.entries(wrong).flatMap(([fault, is]) =>
    is ? [{ fault: fault as keyof typeof wrong, at: link.position }] : [],
  )
}

/**
 * Events written past the trigger, and events gone from the part that was verified before. Counted in one statement, hence at one
 * moment; searched for only if the sums differ.
 */
async function uncountedEvents(ctx: PortalContext): Promise<ChainFault[]> {
  const sums = await rowOf(ctx, sumsRow)`
    SELECT (SELECT count(*) FROM audit_event) AS events, (SELECT coalesce(sum(events), 0)::bigint FROM audit_link) AS linked`
  if (!sums || sums.events === sums.linked) return []
  const events = await rowsOf(ctx, seqRow)`
    SELECT seq FROM audit_event
    EXCEPT SELECT generate_series(lower(r), upper(r) - 1) FROM audit_link, unnest(seqs) AS r
    ORDER BY seq LIMIT ${MOST_FAULTS}`
  const unlinked: ChainFault[] = events.map(({ seq }) => ({ fault: 'unlinked', at: seq }))
  return sums.events < sums.linked ? [...unlinked, { fault: 'events-missing', at: sums.events }] : unlinked
}

function isSame(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return one !== null && other !== null && Buffer.compare(one, other) === 0
}
