import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { write } from '../writing/stored'
import { type EntryChange } from './schema'

/**
 * Keeps what a member shows in the directory (DS-07). Saving the same twice changes and records nothing. What others find by is kept up by
 * the database (directory_words).
 */
export async function saveEntry(ctx: PortalContext, entry: EntryChange): Promise<{ outcome: 'saved' }> {
  const accountId = may.member(ctx)
  return inTransaction(ctx, async (tx) => {
    const before = await tx.db.directoryEntry.findUnique({ where: { accountId }, select: entryFields })
    const fields = keys.filter((key) => JSON.stringify(before?.[key] ?? nothing[key]) !== JSON.stringify(entry[key]))
    if (fields.length === 0) return { outcome: 'saved' }
    const row = { ...entry, drawn: write(entry.introduction).drawn, updatedAt: tx.now() }
    await tx.db.directoryEntry.upsert({
      where: { accountId },
      create: { accountId, ...row },
      update: row,
      select: { accountId: true },
    })
    await recordEvent(tx, 'directory.entry-saved', { subjectId: accountId, details: { fields } })
    return { outcome: 'saved' }
  })
}

const entryFields = {
  isListed: true,
  showName: true,
  showPosition: true,
  showGroup: true,
  subjects: true,
  introduction: true,
  website: true,
} as const

const keys = Object.keys(entryFields) as (keyof typeof entryFields)[]

/** What a member without an entry shows. */
const nothing: EntryChange = {
  isListed: false,
  showName: false,
  showPosition: false,
  showGroup: false,
  subjects: [],
  introduction: null,
  website: null,
}
