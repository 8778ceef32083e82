import { type Browser, type Page } from '@playwright/test'
import { expect, linkIn, type PortalHandle, test } from '../support/e2e'
import { seedMember } from '../support/e2e-member'
import { enter, expectNotice, look } from '../support/e2e-pages'

/** Verification and moderation in a real browser (DS-07): each person has a browser of their own. */
type Role = 'member' | 'moderator' | 'admin'
type Person = { page: Page; accountId: string; email: string }

async function aPerson(browser: Browser, portal: PortalHandle, role: Role): Promise<Person> {
  const { accountId, email } = await seedMember(portal, { role })
  const page = await (await browser.newContext({ locale: 'de-DE' })).newPage()
  await enter(page, portal, { accountId })
  return { page, accountId, email }
}

async function aPublicationOf(portal: PortalHandle, accountId: string): Promise<{ id: string; title: string }> {
  const title = `Kostenloser Schweißkurs ${crypto.randomUUID().slice(0, 8)}`
  const [row] = await portal.sql<{ id: string }>(
    `INSERT INTO publication (account_id, kind, title, summary, body, subjects, created_at, saved_at, published_at, shown_until)
     VALUES ($1, 'notice', $2, 'Nur heute.', 'Überweisen Sie 500 Euro, dann melden wir uns.', '{crafts}', now(), now(), now(), current_date + 30)
     RETURNING id`,
    [accountId, title],
  )
  if (!row) throw new Error('no publication')
  return { id: row.id, title }
}

test('a visitor reports, a moderator hides with a reason, the author appeals, another person restores @nojs', async ({
  page,
  browser,
  portal,
}) => {
  test.slow()
  const [author, moderator, second] = [
    await aPerson(browser, portal, 'member'),
    await aPerson(browser, portal, 'moderator'),
    await aPerson(browser, portal, 'moderator'),
  ]
  const { id, title } = await aPublicationOf(portal, author.accountId)
  const visitor = `besuch-${crypto.randomUUID()}@beispiel.de`

  // The report: what is missing is said, what was entered stays.
  await page.goto(`/melden?art=angebot&id=${id}`)
  await look(page, 'melden')
  await page.getByLabel('Was ist nicht in Ordnung?').fill('Das ist Betrug: Es gibt keinen Kurs.')
  await page.getByRole('button', { name: 'Meldung senden' }).click()
  await expect(page).toHaveTitle(/^Fehler: /)
  await expect(page.getByLabel('Was ist nicht in Ordnung?')).toHaveValue('Das ist Betrug: Es gibt keinen Kurs.')
  await page.getByRole('radio', { name: 'Betrug oder falsche Angaben' }).check()
  await page.getByLabel('Ihre E-Mail-Adresse').fill(visitor)
  await page.getByLabel('Meine Angaben sind nach bestem Wissen richtig').check()
  await page.getByRole('button', { name: 'Meldung senden' }).click()
  await expectNotice(page, 'Ihre Meldung ist angekommen.')
  const [mail, ...others] = await portal.mailsTo(visitor)
  expect(others).toEqual([])
  expect(mail?.subject).toMatch(/^Ihre Meldung ist angekommen \(Vorgang [0-9A-F]{4}-[0-9A-F]{4}\)$/)

  // The case.
  const [found] = await portal.sql<{ id: string }>('SELECT id FROM moderation_case WHERE content_id = $1', [id])
  await moderator.page.goto('/admin/moderation?art=angebot&grund=fraud')
  await look(moderator.page, 'moderation')
  await moderator.page.goto(`/admin/moderation/${found?.id}`)
  await look(moderator.page, 'fall')
  expect(await moderator.page.content()).not.toContain(visitor)
  expect(await moderator.page.content()).not.toContain(author.email)
  await moderator.page.getByRole('button', { name: 'Übernehmen' }).click()
  await expectNotice(moderator.page, 'Sie bearbeiten diese Aufgabe.')
  await moderator.page.getByRole('radio', { name: 'Inhalt verbergen' }).check()
  await moderator.page.getByRole('radio', { name: 'Unsere Nutzungsregeln' }).first().check()
  await moderator.page.getByLabel('Begründung', { exact: true }).fill('Das Angebot verlangt Geld ohne Gegenleistung.')
  await moderator.page.getByRole('button', { name: 'Entscheiden', exact: true }).click()
  await expectNotice(moderator.page, 'Der Vorgang ist entschieden.')
  expect((await page.goto(`/melden?art=angebot&id=${id}`))?.status()).toBe(404)
  expect((await portal.mailsTo(visitor)).at(-1)?.text).toContain('Wir haben eine Maßnahme ergriffen.')

  // The appeal.
  const statement = (await portal.mailsTo(author.email)).at(-1)
  expect(statement?.text).toContain('Das Angebot verlangt Geld ohne Gegenleistung.')
  expect(statement?.text).toContain(title)
  await author.page.goto(linkIn(statement, '/mein-profil/moderation'))
  await look(author.page, 'massnahmen')
  await author.page.getByLabel('Warum ist die Entscheidung falsch?').fill('Die 500 Euro sind eine Kaution.')
  await author.page.getByRole('button', { name: 'Beschwerde einlegen' }).click()
  await expectNotice(author.page, 'Ihre Beschwerde ist angekommen.')

  // Not by the same person.
  await moderator.page.goto(`/admin/moderation/${found?.id}`)
  await expect(moderator.page.getByText('muss eine andere Person entscheiden')).toBeVisible()
  await expect(moderator.page.getByRole('button', { name: 'Über die Beschwerde entscheiden' })).toHaveCount(0)
  await second.page.goto('/admin/moderation?ansicht=beschwerden')
  await second.page.goto(`/admin/moderation/${found?.id}`)
  await look(second.page, 'beschwerde')
  await second.page.getByRole('radio', { name: 'Die Beschwerde hat Erfolg' }).check()
  await second.page.getByLabel('Antwort auf die Beschwerde').fill('Die Kaution ist belegt.')
  await second.page.getByRole('button', { name: 'Über die Beschwerde entscheiden' }).click()
  await expectNotice(second.page, 'Die Beschwerde hat Erfolg.')
  expect((await page.goto(`/melden?art=angebot&id=${id}`))?.status()).toBe(200)
  await author.page.reload()
  await expect(author.page.getByText('Die Kaution ist belegt.')).toBeVisible()
  expect((await portal.mailsTo(author.email)).at(-1)?.text).toContain('Die Maßnahme ist aufgehoben.')
})

test('a member asks to be verified, is asked back, answers, and is verified @nojs', async ({ browser, portal }) => {
  test.slow()
  const [member, admin] = [await aPerson(browser, portal, 'member'), await aPerson(browser, portal, 'admin')]
  await portal.sql(
    `INSERT INTO verification (account_id, cause, requested_at) VALUES ($1, 'registered', now() - interval '1 year')`,
    [member.accountId],
  )
  await member.page.goto('/mein-profil')
  await expect(member.page.getByText('Wir prüfen Ihre Angaben')).toBeVisible()
  await expect(member.page.getByText('Sie warten seit')).toBeVisible()
  await look(member.page, 'profil-wartet')

  const open = async () => {
    await admin.page.goto('/admin/mitglieder/pruefung')
    await look(admin.page, 'pruefungen')
    const [waiting] = await portal.sql<{ id: string }>(
      'SELECT id FROM verification WHERE account_id = $1 AND decided_at IS NULL',
      [member.accountId],
    )
    await admin.page.goto(`/admin/mitglieder/pruefung/${waiting?.id}`)
  }
  await open()
  await expect(admin.page.getByText('Handelsregister')).toBeVisible()
  await look(admin.page, 'pruefung')
  await admin.page.getByRole('button', { name: 'Entscheiden', exact: true }).click()
  await expect(admin.page).toHaveTitle(/^Fehler: /)
  await admin.page.getByRole('radio', { name: 'Zurückfragen' }).check()
  await admin.page.getByLabel('Begründung').fill('Seit wann arbeiten Sie dort?')
  await admin.page.getByRole('button', { name: 'Entscheiden', exact: true }).click()
  await expectNotice(admin.page, 'Die Rückfrage ist unterwegs.')

  expect((await portal.mailsTo(member.email)).at(-1)?.text).toContain('Seit wann arbeiten Sie dort?')
  await member.page.goto('/mein-profil')
  await look(member.page, 'profil-gefragt')
  await member.page.getByLabel('Ihre Nachricht an uns').fill('Seit dem 1. März.')
  await member.page.getByRole('button', { name: 'Antworten und erneut prüfen lassen' }).click()
  await expect(member.page.getByText('Wir prüfen Ihre Angaben')).toBeVisible()

  await open()
  await expect(admin.page.getByText('Seit dem 1. März.')).toBeVisible()
  await admin.page.getByRole('radio', { name: /^Bestätigen/ }).check()
  await admin.page.getByLabel('Begründung').fill('Danke, das passt.')
  await admin.page.getByRole('button', { name: 'Entscheiden', exact: true }).click()
  await expectNotice(admin.page, 'Das Mitglied ist bestätigt')
  expect((await portal.mailsTo(member.email)).at(-1)?.subject).toBe('Ihre Angaben sind geprüft')
  await member.page.goto('/mein-profil')
  await expect(member.page.getByText('Wir prüfen Ihre Angaben')).toHaveCount(0)

  // Another organisation: the same again.
  await member.page.getByLabel('Unternehmen/Institution').fill('Glaswerk Ilmenau')
  await member.page.getByRole('button', { name: 'Änderungen speichern' }).click()
  await expect(member.page.getByText('Ihre Änderungen sind gespeichert.').first()).toBeVisible()
  await member.page.goto('/mein-profil')
  await expect(member.page.getByText('Wir prüfen Ihre Angaben')).toBeVisible()
})

test('an admin sets how many first publications are reviewed, and sees what waits', async ({ browser, portal }) => {
  const admin = await aPerson(browser, portal, 'admin')
  await admin.page.goto('/admin/moderation')
  await admin.page.getByLabel('Wie viele erste Angebote werden geprüft?').fill('viele')
  await admin.page.getByRole('button', { name: 'Anzahl speichern' }).click()
  await expect(admin.page.getByRole('link', { name: 'Geben Sie eine Zahl von 0 bis 99 ein.' })).toBeVisible()
  await admin.page.getByLabel('Wie viele erste Angebote werden geprüft?').fill('2')
  await admin.page.getByRole('button', { name: 'Anzahl speichern' }).click()
  await expectNotice(admin.page, 'Die Einstellung ist gespeichert.')
  await expect(admin.page.getByText('Die ersten 2 Angebote eines Mitglieds')).toBeVisible()
  await admin.page.goto('/admin/moderation/angebote')
  await look(admin.page, 'eingereicht')
  await admin.page.goto('/admin')
  await look(admin.page, 'verwaltung')
  await portal.sql('DELETE FROM review_setting')
})
