import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type PortalContext } from '../context'
import { settings } from '../env'
import { appendPrivate, makePrivateFolder } from '../private-files'

/**
 * Anchors of the audit chain: place and hash of its last link, written outside the database. Whoever rewrites or cuts off the
 * chain in the database contradicts the anchors (DS-06).
 */
export type Anchor = { at: string; position: number; hash: string }

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
  if (!last || last.position <= (readAnchors(file).at(-1)?.position ?? 0)) return { outcome: 'nothing-new' }
  const anchor: Anchor = { at: ctx.now().toISOString(), ...last }
  const line = JSON.stringify(anchor)
  try {
    makePrivateFolder(path.dirname(file))
    appendPrivate(file, `${line}\n`)
  } catch (error) {
    if (!unwritable.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    console.info(`audit-anchor ${line}`)
  }
  return { outcome: 'anchored' }
}

/** The end of the chain, its hash in hexadecimal digits; undefined while there are no events. */
export async function newestLink(ctx: PortalContext): Promise<Omit<Anchor, 'at'> | undefined> {
  const [last] = await ctx.db.$queryRaw<{ position: bigint; hash: Uint8Array }[]>`
    SELECT position, hash FROM audit_link WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1`
  return last && { position: Number(last.position), hash: Buffer.from(last.hash).toString('hex') }
}

/** All anchors, oldest first; none if there is no file yet. A line that a crash cut short is passed over. */
export function readAnchors(file: string): Anchor[] {
  return linesOf(file).flatMap((line) => {
    try {
      return [JSON.parse(line) as Anchor]
    } catch {
      return []
    }
  })
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
