import { crawl } from '../support/crawl'
import { expect, linkIn, test } from '../support/e2e'
import { seedMember } from '../support/e2e-member'
import { enter, expectSound, expectUnderWay, fillSignIn, signOut } from '../support/e2e-pages'

/** Members find each other, write to each other and see no address (DS-07, DS-08). */
test.describe('whoever writes', () => {
  // The session that has ended.
  test.use({ expectedErrors: [/status of 401/] })

  test('from the directory to a conversation and back by the link in the mail @nojs', async ({
    page,
    portal,
    javaScriptEnabled,
  }) => {
    test.slow()
    const organisation = `Werkstatt ${crypto.randomUUID().slice(0, 8)}`
    const anna = await seedMember(portal, { verified: true, name: ['Anna', 'Adler'] })
    const bert = await seedMember(portal, { verified: true, name: ['Bert', 'Bussard'], organisation })
    const pages: string[] = []
    const keep = async () => void pages.push(await page.content())

    await enter(page, portal, anna)
    await page.goto('/akteure')
    await page.getByLabel('Suche').fill(organisation)
    await page.getByRole('button', { name: 'Suchen' }).click()
    await page.getByRole('main').getByRole('link', { name: organisation }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(organisation)
    await keep()
    await page.getByRole('link', { name: `Nachricht an ${organisation} schreiben` }).click()
    await expectSound(page)
    await page.getByRole('button', { name: 'Nachricht senden' }).click()
    await expect(page).toHaveTitle(/^Fehler: Nachricht schreiben/)
    await page.getByLabel('Betreff').fill('Gemeinsamer Kurs')
    await page.getByLabel('Ihre Nachricht').fill('Guten Tag,\nwollen wir zusammen einen Kurs anbieten?')
    await page.getByRole('button', { name: 'Nachricht senden' }).click()
    await expect(page.getByText('Ihre Nachricht ist gesendet.')).toBeVisible()
    await expect(page.getByRole('listitem').filter({ hasText: 'wollen wir zusammen' })).toBeVisible()
    await expectSound(page)
    await keep()
    await signOut(page)

    const [mail] = (await portal.mailsTo(bert.email)).filter(({ subject }) => subject?.startsWith('Nachricht von'))
    expect(mail?.subject).toBe('Nachricht von Anna Adler, Glaswerk Jena: Gemeinsamer Kurs')
    expect(mail?.replyTo).toBeUndefined()
    expect(JSON.stringify(mail)).not.toContain(anna.email)
    const link = new URL(linkIn(mail, '/nachrichten/'))
    await page.goto(link.pathname)
    await fillSignIn(page, bert.email)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Gemeinsamer Kurs')
    await keep()
    await page.getByLabel('Ihre Antwort').fill('Gern!')
    if (javaScriptEnabled !== false) await expectUnderWay(page, 'Gern!')
    await page.getByRole('button', { name: 'Antwort senden' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Gern!', has: page.locator('time') })).toBeVisible()
    await expect(page.getByLabel('Ihre Antwort')).toHaveValue('')
    await page.goto('/nachrichten')
    await keep()
    await signOut(page)

    await enter(page, portal, anna)
    await page.goto('/mein-profil')
    await expect(
      page.getByRole('navigation', { name: 'Hauptmenü' }).getByRole('link', { name: /Nachrichten/ }),
    ).toHaveText('Nachrichten1 ungelesen')
    await page.goto('/nachrichten')
    await keep()
    await page.getByRole('link', { name: `Bert Bussard, ${organisation}` }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Gern!' })).toContainText('Neu')
    await keep()
    await page.getByLabel('Ihre Antwort').fill('Wann passt es Ihnen?')
    await portal.sql('DELETE FROM session WHERE account_id = $1', [anna.accountId])
    await page.getByRole('button', { name: 'Antwort senden' }).click()
    await expect(page.getByText('Ihre Sitzung ist abgelaufen').first()).toBeVisible()
    await expect(page.getByLabel('Ihre Antwort')).toHaveValue('Wann passt es Ihnen?')
    await expect(page.getByText('Gern!')).toHaveCount(javaScriptEnabled === false ? 0 : 1)
    for (const html of pages) {
      expect(html).not.toContain(anna.email)
      expect(html).not.toContain(bert.email)
    }
  })
})

test('who is blocked learns nothing, and it can be taken back @nojs', async ({ page, portal }) => {
  const anna = await seedMember(portal, { verified: true, name: ['Anna', 'Adler'] })
  const bert = await seedMember(portal, { verified: true, name: ['Bert', 'Bussard'] })
  const [conversation] = await portal.sql<{ id: string }>(
    `WITH c AS (INSERT INTO conversation (starter_id, subject, content_kind, started_at) VALUES ($1, 'Frage', 'profile', now()) RETURNING id),
       m AS (INSERT INTO conversation_member (conversation_id, account_id, is_named, unread, last_message_at)
         SELECT c.id, x.id, true, x.unread, now() FROM c, (VALUES ($1::uuid, 0), ($2::uuid, 1)) AS x (id, unread))
     INSERT INTO message (conversation_id, author_id, recipient_id, text, sent_at)
     SELECT c.id, $1::uuid, $2::uuid, 'Guten Tag', now() FROM c RETURNING conversation_id AS id`,
    [anna.accountId, bert.accountId],
  )
  const path = `/nachrichten/${conversation?.id}`
  await enter(page, portal, bert)
  await page.goto(path)
  await page.getByText('Person blockieren').first().click()
  await page.getByRole('button', { name: 'Person blockieren' }).click()
  await expect(page.getByText('Die Person ist blockiert.')).toBeVisible()
  await page.goto('/mein-profil/benachrichtigungen')
  await expect(page.getByRole('link', { name: 'Anna Adler, Glaswerk Jena' })).toBeVisible()
  await signOut(page)

  await enter(page, portal, anna)
  await page.goto(path)
  await expect(page.getByText('Diese Person nimmt zurzeit keine Nachrichten über das Portal an.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Antwort senden' })).toHaveCount(0)
  await page.goto(`/nachrichten/neu?art=profil&id=${bert.accountId}`)
  await expect(page.getByText('Diese Person nimmt zurzeit keine Nachrichten über das Portal an.')).toBeVisible()
  await signOut(page)

  await enter(page, portal, bert)
  await page.goto(path)
  await page.getByRole('button', { name: 'Blockierung aufheben' }).click()
  await expect(page.getByText('Die Blockierung ist aufgehoben.')).toBeVisible()
  for (const text of ['Verzeihung!', 'Schreiben Sie gern wieder.']) {
    await page.getByLabel('Ihre Antwort').fill(text)
    await page.getByRole('button', { name: 'Antwort senden' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: text, has: page.locator('time') })).toBeVisible()
  }
})

test('a member decides what the directory shows, and when mails come @nojs', async ({ page, portal }) => {
  const name = ['Clara', `Kranich${crypto.randomUUID().slice(0, 6)}`] as const
  const clara = await seedMember(portal, { verified: true, name })
  await enter(page, portal, clara)
  await page.goto('/mein-profil/verzeichnis')
  await page.getByLabel(`Meinen Namen zeigen: ${name.join(' ')}`).check()
  await page.getByLabel('Meine Nutzergruppe zeigen: Unternehmen').check()
  await page.getByLabel('Digitalisierung und IT').check()
  await page.getByLabel('Vorstellung').fill('Wir suchen **Partner**.')
  await page.getByLabel('Website').fill('mailto:clara@beispiel.de')
  await page.getByRole('button', { name: 'Eintrag speichern' }).click()
  await expect(page).toHaveTitle(/^Fehler: Eintrag im Verzeichnis/)
  await page.getByLabel('Website').fill('www.beispiel.de')
  await page.getByRole('button', { name: 'Eintrag speichern' }).click()
  await expect(page.getByText('Ihr Eintrag ist gespeichert.')).toBeVisible()
  await expect(page.getByLabel(`Meinen Namen zeigen: ${name.join(' ')}`)).toBeChecked()

  await page.goto(`/akteure?suche=${name[1]}&gruppe=company`)
  await expect(page.getByText('Ein Akteur')).toBeVisible()
  await expectSound(page)
  await page.getByRole('main').getByRole('link', { name: 'Glaswerk Jena' }).click()
  await expect(page.getByText('Wir suchen Partner.')).toBeVisible()
  await expectSound(page)

  await page.goto('/mein-profil/benachrichtigungen')
  await page.getByLabel(/^Einmal am Tag/).check()
  await page.getByRole('button', { name: 'Auswahl speichern' }).click()
  await expect(page.getByText('Ihre Auswahl ist gespeichert.')).toBeVisible()
  await page.goto('/mein-profil/benachrichtigungen')
  await expect(page.getByLabel(/^Einmal am Tag/)).toBeChecked()
})

test('visitors are asked to sign in, members who are not verified learn what they wait for @nojs', async ({
  page,
  portal,
}) => {
  const { accountId } = await seedMember(portal, { verified: true })
  const path = `/nachrichten/neu?art=profil&id=${accountId}`
  await page.goto(path)
  await expect(page.getByText('Nachrichten schreiben können Mitglieder des Portals.')).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Anmelden' }).click()
  const newcomer = await seedMember(portal)
  await fillSignIn(page, newcomer.email)
  await page.waitForURL(`**${path}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ihr Konto ist noch nicht bestätigt')
})

test('no page that a member finds by links shows the address of anybody else (DS-08)', async ({ page, portal }) => {
  test.slow()
  const organisation = `Werkstatt ${crypto.randomUUID().slice(0, 8)}`
  const anna = await seedMember(portal, { verified: true, name: ['Anna', 'Adler'] })
  const bert = await seedMember(portal, { verified: true, name: ['Bert', 'Bussard'], organisation })
  const [message] = await portal.sql<{ id: string }>(
    `WITH c AS (INSERT INTO conversation (starter_id, subject, content_kind, started_at) VALUES ($1, 'Kurs', 'profile', now()) RETURNING id),
       m AS (INSERT INTO conversation_member (conversation_id, account_id, is_named, last_message_at, unread)
         SELECT id, unnest(ARRAY[$1, $2]::uuid[]), true, now(), 1 FROM c)
     INSERT INTO message (conversation_id, author_id, recipient_id, text, sent_at) SELECT id, $1, $2, 'Guten Tag', now() FROM c
     RETURNING conversation_id AS id`,
    [bert.accountId, anna.accountId],
  )
  const [post] = await portal.sql<{ id: string }>(
    `WITH c AS (INSERT INTO forum_category (slug, name, description, position) VALUES ($2, $2, 'Alles dazu', 900) RETURNING id),
       t AS (INSERT INTO forum_topic (category_id, author_id, title, started_at, last_number, last_post_at)
         SELECT id, $1, 'Wer kennt Kurse?', now(), 1, now() FROM c RETURNING id)
     INSERT INTO forum_post (topic_id, number, author_id, body, posted_at) SELECT id, 1, $1, 'Ich nicht.', now() FROM t RETURNING topic_id AS id`,
    [bert.accountId, `kurse-${crypto.randomUUID()}`],
  )
  const [publication] = await portal.sql<{ id: string }>(
    `INSERT INTO publication (account_id, kind, title, summary, body, show_name, created_at, saved_at, published_at, confirmed_at, shown_until)
     VALUES ($1, 'notice', 'Lesesaal', 'Neu geöffnet.', 'Montags.', true, now(), now(), now(), now(), current_date + 30) RETURNING id`,
    [bert.accountId],
  )
  await enter(page, portal, anna)
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const ofBert = [
    `/nachrichten/${message?.id}`,
    `/forum/${post?.id}`,
    `/angebote/${publication?.id}`,
    `/akteure/${bert.accountId}`,
  ]
  const found = await crawl(portal.url, [...ofBert, '/forum', '/nachrichten', '/akteure', '/mein-profil'], { cookie })
  for (const { path, html } of found.slice(0, ofBert.length)) expect(html, path).toContain(organisation)
  // The folder of sent mails is there while a portal is tried out, and no page of it.
  const pages = found.filter(({ path }) => !path.startsWith('/postfach'))
  expect(pages.length).toBeGreaterThan(30)
  const others = await portal.sql<{ email: string }>('SELECT email FROM account WHERE id <> $1', [anna.accountId])
  const shown = pages.flatMap(({ path, html }) =>
    others.filter(({ email }) => html.includes(email)).map(({ email }) => `${path}: ${email}`),
  )
  expect(shown).toEqual([])
})
