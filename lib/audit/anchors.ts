import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { type PortalContext } from '../context'
import { homes } from '../db/database-home'
import { rowOf } from '../db/rows'
import { settings } from '../env'
import { appendPrivate, makePrivateFolder } from '../private-files'

/**
 * Anchors of the audit chain: place and hash of its last link, written outside the database. Whoever rewrites or cuts off the
 * chain in the database contradicts the anchors (DS-06). A header line, `{"database","at"}`, names the database that the lines below it are of;
 * one with `restored` begins anew after a restore that the database
 * knows, and what stands before it is compared no more. Files of earlier releases have none.
 */
export type Anchor = { at: string; position: number; hash: string }
type Header = { database: string; at: string; restored?: true }

/** The file is that of another portal: it says nothing about this chain, and nothing of this one goes into it. */
export class ForeignAnchors extends Error {
  constructor(file: string) {
    super(`${file} belongs to another database; move it away, or name another folder in DATA_DIR`)
    this.name = 'ForeignAnchors'
  }
}

const unwritable = new Set(['EROFS', 'EACCES', 'EPERM', 'ENOENT'])

export function anchorFile(): string {
  return path.join(settings().dataDir, 'audit-anchors.log')
}

/**
 * Appends an anchor if the chain has grown since the last one; never changes an older line. Where nothing can be written (Vercel), the
 * anchor goes to the log of the platform, which is outside too.
 */
export async function anchorChain(
  ctx: PortalContext,
  { file = anchorFile() }: { file?: string } = {},
): Promise<{ outcome: 'anchored' | 'nothing-new' }> {
  const last = await newestLink(ctx)
  const { anchors, database, isForeign } = await ownAnchors(ctx, file)
  if (isForeign) throw new ForeignAnchors(file)
  if (!last || last.position <= (anchors.at(-1)?.position ?? 0)) return { outcome: 'nothing-new' }
  const at = ctx.now().toISOString()
  const header: Header[] = database ? [] : [{ database: (await homes(ctx)).noted, at }]
  append(file, [...header, { at, ...last } satisfies Anchor])
  return { outcome: 'anchored' }
}

/** A restore is about to open the portal at the place `database`: the chain of the backup is shorter than the anchors say, and that is known. */
export function restartAnchors(database: string, now: Date, { file = anchorFile() }: { file?: string } = {}): void {
  if (linesOf(file).length > 0) append(file, [{ database, at: now.toISOString(), restored: true } satisfies Header])
}

function append(file: string, entries: (Header | Anchor)[]): void {
  const lines = entries.map((entry) => JSON.stringify(entry))
  try {
    makePrivateFolder(path.dirname(file))
    appendPrivate(file, `${lines.join('\n')}\n`)
  } catch (error) {
    if (!unwritable.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    for (const line of lines) console.info(`audit-anchor ${line}`)
  }
}

/**
 * The anchors that this chain is compared with: none of a file that is another database's (`isForeign`), and none that two people have set aside
 * because the end of the record was lost with a database server.
 */
export async function ownAnchors(
  ctx: PortalContext,
  file: string = anchorFile(),
): Promise<{ anchors: Anchor[]; database?: string; isForeign: boolean }> {
  const [restores, losses] = await Promise.all([
    ctx.db.restoration.findMany({ select: { foundAt: true, reopenedAt: true } }),
    ctx.db.chainLoss.findMany({ where: { decision: 'released' }, select: { anchors: true, digest: true } }),
  ])
  const { anchors, database } = readAnchors(file, restores)
  const { noted, present } = await homes(ctx)
  // `present`: a restore was killed between the header of the new place and the opening of the portal.
  const isForeign = database !== undefined && database !== noted && database !== present
  return { anchors: isForeign ? [] : losses.reduce(withoutLost, anchors), database, isForeign }
}

/** The anchors without those that were set aside, which stand side by side; all of them if not exactly these stand there. */
function withoutLost(anchors: Anchor[], { anchors: count, digest }: { anchors: number; digest: Uint8Array }): Anchor[] {
  const at = anchors.findIndex((_, i) => digestOf(anchors.slice(i, i + count)).equals(digest))
  return at < 0 ? anchors : anchors.toSpliced(at, count)
}

/** SHA-256 of anchors, as two people set them aside. */
export function digestOf(anchors: Anchor[]): Buffer<ArrayBuffer> {
  const lines = anchors.map(({ at, position, hash }) => JSON.stringify([at, position, hash]))
  return createHash('sha256').update(lines.join('\n')).digest()
}

const earliestRow = z.strictObject({ earliest: z.date().nullable() })

/**
 * The anchors that the chain does not know because its end was lost, as after a failover without the last commits: they stand side by side, and what
 * the chain holds in their places was written after the last of them. Undefined if nothing is lost, or if it was rewritten instead.
 */
export async function lostAnchors(ctx: PortalContext, file?: string): Promise<Anchor[] | undefined> {
  const { anchors } = await ownAnchors(ctx, file)
  const links = await ctx.db.auditLink.findMany({
    where: { position: { in: anchors.map(({ position }) => BigInt(position)) } },
    select: { position: true, hash: true },
  })
  const known = new Map(
    links.map(({ position, hash }) => [Number(position), hash && Buffer.from(hash).toString('hex')]),
  )
  const lost = anchors.filter(({ position, hash }) => known.get(position) !== hash)
  const [first, last] = [lost[0], lost.at(-1)]
  if (!first || !last || anchors.indexOf(last) - anchors.indexOf(first) !== lost.length - 1) return undefined
  const row = await rowOf(ctx, earliestRow)`
    SELECT min(e.at) AS earliest FROM audit_link l CROSS JOIN unnest(l.seqs) AS r
    JOIN audit_event e ON e.seq >= lower(r) AND e.seq < upper(r) WHERE l.position >= ${first.position}`
  return row?.earliest && row.earliest <= new Date(last.at) ? undefined : lost
}

const newestLinkRow = z.strictObject({ position: z.bigint(), hash: z.instanceof(Uint8Array) })

/** The end of the chain, its hash in hexadecimal digits; undefined while there are no events. */
export async function newestLink(ctx: PortalContext): Promise<Omit<Anchor, 'at'> | undefined> {
  const last = await rowOf(ctx, newestLinkRow)`
    SELECT position, hash FROM audit_link WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1`
  return last && { position: Number(last.position), hash: Buffer.from(last.hash).toString('hex') }
}

/**
 * Anchors since the last restore, oldest first, and the database of the last header. A restore that the database knows nothing of
 * (`restores`) is none. A line that a crash cut short is passed over.
 */
export function readAnchors(file: string, restores: Restore[] = []): { anchors: Anchor[]; database?: string } {
  let [anchors, database]: [Anchor[], string | undefined] = [[], undefined]
  for (const line of linesOf(file)) {
    const entry = parse(line)
    if (entry && 'database' in entry) {
      database = entry.database
      const at = new Date(entry.at)
      const isKnown = restores.some(({ foundAt, reopenedAt }) => foundAt <= at && (!reopenedAt || at <= reopenedAt))
      if (entry.restored && isKnown) anchors = []
    } else if (entry) anchors.push(entry)
  }
  return { anchors, database }
}

type Restore = { foundAt: Date; reopenedAt: Date | null }

function parse(line: string): Header | Anchor | undefined {
  try {
    return JSON.parse(line) as Header | Anchor
  } catch {
    return undefined
  }
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
