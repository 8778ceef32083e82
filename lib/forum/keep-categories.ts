import { recordEvent } from '../audit/record-event'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { type Outcome } from '../result'

export type KeptCategory = {
  id: string
  slug: string
  name: string
  description: string
  position: number
  archivedAt: Date | null
  topics: number
}
type Fields = { id?: string; name: string; description: string; position: number }

/** All categories with their number of topics, for staff. */
export async function keptCategories(ctx: PortalContext): Promise<KeptCategory[]> {
  may.staffOrPortal(ctx, '/admin/moderation/kategorien')
  const rows = await ctx.db.forumCategory.findMany({
    orderBy: [{ archivedAt: { sort: 'asc', nulls: 'first' } }, { position: 'asc' }, { name: 'asc' }],
    include: { _count: { select: { topics: true } } },
  })
  return rows.map(({ _count, ...row }) => ({ ...row, topics: _count.topics }))
}

/** Creates a category, or changes name, description and place of one; its address stays. `name-taken`: another one has this address. */
export async function saveCategory(
  ctx: PortalContext,
  { id, name, description, position }: Fields,
): Promise<Outcome<'saved' | 'name-taken' | 'unknown'>> {
  may.staffOrPortal(ctx, 'saveForumCategory')
  return inTransaction<Outcome<'saved' | 'name-taken' | 'unknown'>>(ctx, async (tx) => {
    const data = { name, description, position }
    if (id) {
      const { count } = await tx.db.forumCategory.updateMany({ where: { id }, data })
      if (count === 0) return { outcome: 'unknown' }
    } else {
      const { count } = await tx.db.forumCategory.createMany({
        data: [{ ...data, slug: slugOf(name) }],
        skipDuplicates: true,
      })
      if (count === 0) return { outcome: 'name-taken' }
    }
    await recordEvent(tx, 'forum.category-saved', { details: id ? { categoryId: id } : { slug: slugOf(name) } })
    return { outcome: 'saved' }
  })
}

/** Takes a category out of the lists, or puts it back; its topics stay readable under their addresses. */
export async function archiveCategory(
  ctx: PortalContext,
  { id, isArchived }: { id: string; isArchived: boolean },
): Promise<Outcome<'saved' | 'unchanged'>> {
  may.staffOrPortal(ctx, 'archiveForumCategory')
  return inTransaction<Outcome<'saved' | 'unchanged'>>(ctx, async (tx) => {
    const { count } = await tx.db.forumCategory.updateMany({
      where: { id, archivedAt: isArchived ? null : { not: null } },
      data: { archivedAt: isArchived ? tx.now() : null },
    })
    if (count === 0) return { outcome: 'unchanged' }
    await recordEvent(tx, 'forum.category-archived', { details: { categoryId: id, archived: isArchived } })
    return { outcome: 'saved' }
  })
}

const letters: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }

/** "Förderung & Finanzierung" → "foerderung-finanzierung" */
function slugOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => letters[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return plain || 'kategorie'
}
