import { expect, expectAccessible, type PortalHandle, test } from '../support/e2e'
import { seedMember } from '../support/e2e-member'
import { enter, expectSound, expectUnderWay, signOut } from '../support/e2e-pages'

/** The forum as members use it (DS-08); each journey with JavaScript and without. */
async function aWriter(portal: PortalHandle): Promise<{ accountId: string; email: string }> {
  const member = await seedMember(portal)
  await portal.sql('UPDATE account SET verified_at = now() WHERE id = $1', [member.accountId])
  return member
}

async function aCategory(portal: PortalHandle): Promise<{ id: string; slug: string; name: string }> {
  const slug = `kategorie-${crypto.randomUUID().slice(0, 8)}`
  const name = `Kategorie ${slug.slice(-8)}`
  const [row] = await portal.sql<{ id: string }>(
    `INSERT INTO forum_category (slug, name, description, position) VALUES ($1, $2, 'Worum es geht.', 1) RETURNING id`,
    [slug, name],
  )
  return { id: row?.id ?? '', slug, name }
}

async function aTopic(portal: PortalHandle, authorId: string, categoryId: string, posts = 1): Promise<string> {
  const [topic] = await portal.sql<{ id: string }>(
    `INSERT INTO forum_topic (category_id, author_id, title, started_at, last_number, last_post_at)
     VALUES ($1, $2, 'Wer kennt Kurse?', now() - interval '1 hour', $3, now() - interval '1 minute') RETURNING id`,
    [categoryId, authorId, posts],
  )
  await portal.sql(
    `INSERT INTO forum_post (topic_id, number, author_id, body, posted_at)
     SELECT $1, n, $2, 'Beitrag **Nummer ' || n || '**', now() - interval '1 hour' FROM generate_series(1, $3::int) n`,
    [topic?.id, authorId, posts],
  )
  return topic?.id ?? ''
}

test.describe('whoever writes', () => {
  // The session that has ended.
  test.use({ expectedErrors: [/status of 401/] })

  test('a member starts a topic with a preview, another answers with a quotation @nojs', async ({
    page,
    portal,
    javaScriptEnabled,
  }) => {
    test.slow()
    const [writer, reader] = [await aWriter(portal), await aWriter(portal)]
    const category = await aCategory(portal)
    await enter(page, portal, writer)
    await page.goto(`/forum/kategorie/${category.slug}`)
    await expectSound(page)
    await page.getByRole('link', { name: 'Neues Thema' }).click()
    await page.getByRole('button', { name: 'Thema veröffentlichen' }).click()
    await expect(page).toHaveTitle(/^Fehler: Neues Thema/)
    await page.getByLabel('Titel').fill('Wer kennt Schweißkurse?')
    await page.getByLabel('Ihr Beitrag').fill('Ich suche **Schweißkurse** in Suhl.')
    await page.getByRole('button', { name: 'Vorschau' }).click()
    await expect(page.locator('strong', { hasText: 'Schweißkurse' })).toBeVisible()
    await expectSound(page)
    await expect(page.getByLabel('Ihr Beitrag')).toHaveValue('Ich suche **Schweißkurse** in Suhl.')
    await page.getByRole('button', { name: 'Thema veröffentlichen' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wer kennt Schweißkurse?')
    const address = page.url()
    await signOut(page)

    await enter(page, portal, reader)
    await page.goto('/forum/ungelesen')
    await page.goto(address)
    await expect(page.getByText(writer.email)).toHaveCount(0)
    await page.getByRole('link', { name: 'Beitrag 1 zitieren' }).click()
    await page.getByLabel('Ihre Antwort').fill('Fragen Sie die Kammer.')
    if (javaScriptEnabled !== false) await expectUnderWay(page, 'Fragen Sie die Kammer.')
    await page.getByRole('button', { name: 'Antwort veröffentlichen' }).click()
    await page.waitForURL(/#beitrag-/)
    const answer = page.getByRole('article', { name: 'Beitrag 2' })
    await expect(answer).toContainText('Jana Sommer')
    await expect(answer.locator('blockquote')).toContainText('Ich suche Schweißkurse in Suhl.')
    await expect(page.getByLabel('Ihre Antwort')).toHaveValue('')
    expect(await portal.mailsTo(writer.email)).toHaveLength(1)
    const [mail] = await portal.mailsTo(writer.email)
    expect(mail?.text).toContain('> Fragen Sie die Kammer.')

    await page.getByRole('link', { name: 'Beitrag 2 löschen' }).click()
    await expectSound(page)
    await page.getByRole('button', { name: 'Beitrag endgültig löschen' }).click()
    await expect(page.getByText('Ihr Beitrag ist gelöscht.')).toBeVisible()
    await expect(page.getByRole('article')).toHaveCount(1)

    await page.getByRole('link', { name: 'Beitrag 1 zitieren' }).click()
    await page.getByLabel('Ihre Antwort').fill('Nicht verloren')
    await portal.sql('DELETE FROM session WHERE account_id = $1', [reader.accountId])
    await page.getByRole('button', { name: 'Antwort veröffentlichen' }).click()
    await expect(page.getByText('Ihre Sitzung ist abgelaufen').first()).toBeVisible()
    await expect(page.getByLabel('Ihre Antwort')).toHaveValue('Nicht verloren')
    await expect(page.getByRole('article')).toHaveCount(javaScriptEnabled === false ? 0 : 1)
    await expectAccessible(page)
  })
})

test('a link to a post leads to its page; a long topic is sound @nojs', async ({ page, portal }) => {
  const writer = await aWriter(portal)
  const category = await aCategory(portal)
  const topicId = await aTopic(portal, writer.accountId, category.id, 45)
  const [post] = await portal.sql<{ id: string }>('SELECT id FROM forum_post WHERE topic_id = $1 AND number = 33', [
    topicId,
  ])
  await enter(page, portal, await aWriter(portal))
  await page.goto(`/forum/beitrag/${post?.id}`)
  await page.waitForURL(`**/forum/${topicId}?seite=2#beitrag-${post?.id}`)
  await expect(page.getByRole('article', { name: 'Beitrag 33' })).toBeVisible()
  await expectSound(page)
  await page.getByRole('link', { name: 'Nächste Seite' }).first().click()
  await expect(page.getByRole('article')).toHaveCount(5)
})

test('the author marks what helped and takes it back @nojs', async ({ page, portal }) => {
  const writer = await aWriter(portal)
  const topicId = await aTopic(portal, writer.accountId, (await aCategory(portal)).id, 3)
  await enter(page, portal, writer)
  await page.goto(`/forum/${topicId}`)
  await page.getByRole('button', { name: 'Das hat geholfen (Beitrag 2)' }).click()
  await expect(page.getByRole('link', { name: 'Zur hilfreichen Antwort' })).toBeVisible()
  await expect(page.getByRole('article', { name: 'Beitrag 2' })).toContainText('Hilfreiche Antwort')
  await page.getByRole('button', { name: 'Doch nicht hilfreich (Beitrag 2)' }).click()
  await expect(page.getByRole('link', { name: 'Zur hilfreichen Antwort' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Beitrag 2 bearbeiten' }).click()
  await expect(page.getByLabel('Ihr Beitrag')).toHaveValue('Beitrag **Nummer 2**')
  await expectSound(page)
})

test('the mail of a subscription can be ended without signing in @nojs', async ({ page, portal }) => {
  const writer = await aWriter(portal)
  const topicId = await aTopic(portal, writer.accountId, (await aCategory(portal)).id)
  await enter(page, portal, writer)
  await page.goto(`/forum/${topicId}`)
  await page.getByRole('button', { name: 'Bei Antworten E-Mail bekommen' }).click()
  await expect(page.getByText('Sie bekommen E-Mails, wenn es hier etwas Neues gibt.')).toBeVisible()
  await signOut(page)
  await enter(page, portal, await aWriter(portal))
  await page.goto(`/forum/${topicId}`)
  await page.getByLabel('Ihre Antwort').fill('Ich.')
  await page.getByRole('button', { name: 'Antwort veröffentlichen' }).click()
  await page.waitForURL(/#beitrag-/)
  await signOut(page)
  const [mail] = await portal.mailsTo(writer.email)
  await page.goto(mail?.text?.match(/https?:\/\/\S*\/abmelden\?\S*/)?.[0] ?? '')
  await page.getByRole('button', { name: 'E-Mails beenden' }).click()
  await expect(page.getByText('Sie bekommen dazu keine E-Mails mehr.')).toBeVisible()
  const left = await portal.sql('SELECT 1 FROM forum_subscription WHERE account_id = $1', [writer.accountId])
  expect(left).toEqual([])
})

test('what was being written comes back after a reload of the tab', async ({ page, portal }) => {
  const writer = await aWriter(portal)
  const topicId = await aTopic(portal, writer.accountId, (await aCategory(portal)).id)
  await enter(page, portal, writer)
  await page.goto(`/forum/${topicId}`)
  await page.getByLabel('Ihre Antwort').pressSequentially('Ein langer Gedanke')
  await expect
    .poll(() => page.evaluate((id) => sessionStorage.getItem(`forum-entwurf-${id}`), topicId))
    .toContain('Gedanke')
  await page.reload()
  await expect(page.getByLabel('Ihre Antwort')).toHaveValue('Ein langer Gedanke')
  await page.getByRole('button', { name: 'Antwort veröffentlichen' }).click()
  await page.waitForURL(/#beitrag-/)
  await expect(page.getByLabel('Ihre Antwort')).toHaveValue('')
})

test('a member who is not verified reads, and learns what writing needs @nojs', async ({ page, portal }) => {
  const writer = await aWriter(portal)
  const topicId = await aTopic(portal, writer.accountId, (await aCategory(portal)).id)
  await enter(page, portal, await seedMember(portal))
  await page.goto(`/forum/${topicId}`)
  await expect(page.getByText('Schreiben können Mitglieder, deren Angaben wir geprüft haben.')).toBeVisible()
  const answer = await page.goto('/forum/neu')
  expect(answer?.status()).toBe(403)
})
