import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Prisma } from '../db/generated/client'

/** A link of the chain as the database stores it; `seqs` are the numbers of its events, as PostgreSQL writes a multirange. */
export type ChainLink = z.output<typeof chainLinkRow>
export const chainLinkRow = z.strictObject({
  position: z.bigint(),
  seqs: z.string(),
  events: z.number(),
  content: z.instanceof(Uint8Array),
  previous: z.instanceof(Uint8Array),
  hash: z.instanceof(Uint8Array),
})

/** What the hash of a link must be. The same words stand in the trigger that writes it (migration …174000_staff). */
export function linkHash({ position, seqs, events, content, previous }: Omit<ChainLink, 'hash'>): Buffer {
  return createHash('sha256').update(previous).update(`${position}|${seqs}|${events}|`).update(content).digest()
}

/** Digest over events `e`; written out here again, so that a changed function in the database proves nothing. */
export const contentDigestSql = Prisma.sql`sha256(convert_to(string_agg(
  jsonb_build_array(e.seq, (extract(epoch FROM e.at) * 1000)::bigint, e.actor_kind, e.actor_id, e.act, e.subject_id, e.details)::text,
  E'\n' ORDER BY e.seq), 'UTF8'))`
