import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Consequences } from '@/app/(member)/mein-profil/loeschen/parts/consequences'
import { type PortalContext } from '@/lib/context'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { type ErasurePreview, previewErasure } from '@/lib/erasure/preview-erasure'
import { inventory } from '@/lib/personal-data/inventory'
import { stores } from '@/lib/personal-data/stores'
import { aMember } from '../support/cast'
import { as, testContext } from '../support/context'
import { aFullLife } from '../support/full-life'

/** DS-04: whoever is about to delete the account reads what goes and what stays, as the schema declares it. */
const erased = () => inventory().filter(({ erasure }) => erasure === 'delete' || erasure === 'neutral')
const ownContext = (ctx: PortalContext, accountId: string) =>
  as(ctx, { kind: 'member', accountId, role: 'member', sessionId: crypto.randomUUID() })
const pageOf = (preview: ErasurePreview) => renderToStaticMarkup(<Consequences preview={preview} />)
const kindsOf = ({ deleted, emptied }: ErasurePreview) => [...deleted.flatMap(({ kinds }) => kinds), ...emptied]

describe('the page "Account löschen"', () => {
  test('names every table that the erasure deletes or empties, whether there is something in it or not', async () => {
    const ctx = testContext()
    const full = await aFullLife(ctx, 'Zaunkönig')
    for (const { accountId } of [full, await aMember(ctx)]) {
      const html = pageOf(await previewErasure(ownContext(ctx, accountId)))
      expect(erased().length).toBeGreaterThan(30)
      expect(erased().filter(({ title }) => !html.includes(title))).toEqual([])
    }
  })

  test('tells the numbers that the ledger will keep', async () => {
    const ctx = testContext()
    const { accountId } = await aFullLife(ctx, 'Zilpzalp')
    const preview = await previewErasure(ownContext(ctx, accountId))
    await eraseAccount(ctx, { accountId, reason: 'self' })
    const { counts } = await ctx.db.erasure.findUniqueOrThrow({ where: { accountId }, select: { counts: true } })
    const titles = new Map(inventory().map(({ name, title }) => [name, title]))
    const kept = Object.entries(counts as Record<string, number>).map(([name, rows]) => ({
      title: titles.get(name),
      rows,
    }))
    const told = kindsOf(preview).flatMap(({ title, rows }) => (rows > 0 ? [{ title, rows }] : []))
    const byTitle = (one: { title?: string }, other: { title?: string }) =>
      String(one.title).localeCompare(String(other.title))
    expect(told.sort(byTitle)).toEqual(kept.sort(byTitle))
    const html = pageOf(preview)
    for (const { title, rows } of told) expect(html).toContain(`${title} (${rows})`)
  })

  test('says what becomes neutral, what stays and what goes by itself, inside and outside of the database', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    const preview = await previewErasure(ownContext(ctx, accountId))
    const html = pageOf(preview)
    for (const { title, erasure } of inventory()) {
      const kinds = erasure === 'neutral' ? preview.emptied : erasure === 'keep' ? preview.kept : preview.expiring
      if (erasure !== 'delete') expect(kinds.map((kind) => kind.title)).toContain(title)
    }
    for (const { title } of [...preview.kept, ...preview.expiring, ...stores]) expect(html).toContain(title)
    const posts = preview.emptied.find(({ title }) => title === 'Ihre Beiträge im Forum')
    expect(posts?.emptied).toContain('Text')
  })

  test('is for the member alone', async () => {
    await expect(previewErasure(testContext())).rejects.toThrow('member')
  })
})
