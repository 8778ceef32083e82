import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { type PortalContext } from '../context'
import { idRow, rowsOf } from '../db/rows'
import { outboxFolder } from './outbox-transport'

/**
 * How long the local outbox keeps a mail that belongs to no account: the last confirmation after an erasure, and messages of the contact
 * form. It stands for the mailboxes of both, so somebody must be able to read it, but nobody's name stays on the disk (DS-04).
 */
export const OUTBOX_PERIOD = 'P7D'

const BATCH = 1_000
/** "20261123T120000000Z-<id of the mail>_…", also of a file that a crashed process left half written. */
const ofMail = /^\w+-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_/

/**
 * A mail in the local outbox lives as long as its row in the queue: with an erasure the person's mails go from the disk, too (DS-04), and
 * so do those whose period is over. A mail without an account goes after OUTBOX_PERIOD, counted from its acceptance. Returns how many files went. Safe at any time and any number of times.
 */
export async function tidyOutbox(ctx: PortalContext, dataDir: string): Promise<{ outboxRemoved: number }> {
  const folder = outboxFolder(dataDir)
  const files = (await namesIn(folder)).flatMap((name) => {
    const id = ofMail.exec(name)?.[1]
    return id ? [{ name, id }] : []
  })
  let outboxRemoved = 0
  for (let start = 0; start < files.length; start += BATCH) {
    const batch = files.slice(start, start + BATCH)
    const ids = batch.map(({ id }) => id)
    const rows = await rowsOf(ctx, idRow)`
      SELECT id FROM outgoing_mail WHERE id = ANY(${ids}::uuid[])
        AND (account_id IS NOT NULL OR accepted_at IS NULL
          OR accepted_at > ${ctx.now()}::timestamptz - ${OUTBOX_PERIOD}::interval)`
    const kept = new Set(rows.map(({ id }) => id))
    for (const { name, id } of batch) {
      if (kept.has(id)) continue
      await rm(path.join(folder, name), { force: true })
      outboxRemoved += 1
    }
  }
  return { outboxRemoved }
}

/** A folder that is not there yet is empty. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
