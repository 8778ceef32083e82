import { type Page } from '@playwright/test'
import { expect, expectAccessible, linkIn, type PortalHandle, test } from '../support/e2e'
import { seedMember } from '../support/e2e-member'
import { enter, signIn } from '../support/e2e-pages'

/** The administration (/admin): who gets in, what they see, and a request for erasure from the letter to the erased account. */
type Role = 'member' | 'moderator' | 'admin' | 'approver' | 'dpo'
type Person = { id: string; email: string; surname: string }
let people = 0

/** A confirmed account with this role; the journey of registration has its own spec. */
async function aPerson(portal: PortalHandle, role: Role): Promise<Person> {
  people += 1
  const surname = `Prüfstein${process.pid}x${people}`
  const { accountId, email } = await seedMember(portal, { role, name: ['Paula', surname] })
  return { id: accountId, email, surname }
}

async function signedIn(page: Page, portal: PortalHandle, role: Role): Promise<Person> {
  const person = await aPerson(portal, role)
  await enter(page, portal, { accountId: person.id })
  return person
}

const pages = [
  '/admin',
  '/admin/aufgaben',
  '/admin/aufgaben?ansicht=alle',
  '/admin/mitglieder',
  '/admin/vorgaenge',
  '/admin/vorgaenge?ansicht=geschlossen',
  '/admin/vorgaenge/neu',
  '/admin/inaktivitaet',
  '/admin/inaktivitaet/vorschau',
  '/admin/postausgang',
  '/admin/posteingang',
  '/admin/zugriffe',
  '/admin/mitglieder/sammelvorgaenge',
  '/admin/mitglieder/sammelvorgaenge/neu',
  '/admin/herausgabe',
  '/admin/herausgabe/neu',
  '/admin/nachweis',
  '/admin/nachweis/datenpannen',
]

test('visitors are sent to the sign-in page, and members get a 403 page (S-D1, S-D6) @nojs', async ({
  page,
  portal,
}) => {
  for (const path of pages) {
    await page.goto(path)
    await expect(page).toHaveURL(/\/anmelden\?weiter=%2Fadmin/)
  }
  const member = await signedIn(page, portal, 'member')
  for (const path of [...pages, `/admin/mitglieder/${member.id}`]) {
    const answer = await page.goto(path)
    expect(answer?.status(), path).toBe(403)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kein Zugriff')
  }
})

test('a moderator sees members without addresses and nothing else (DS-08) @nojs', async ({ page, portal }) => {
  const someone = await aPerson(portal, 'member')
  await signedIn(page, portal, 'moderator')
  await page.goto(`/admin/mitglieder?suche=${encodeURIComponent(someone.surname)}`)
  await expect(page.getByText('Ein Mitglied gefunden')).toBeVisible()
  expect(await page.content()).not.toContain(someone.email)
  await page.getByRole('link', { name: someone.surname }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Paula ${someone.surname}`)
  expect(await page.content()).not.toContain(someone.email)
  for (const path of ['/admin/vorgaenge', '/admin/inaktivitaet', '/admin/postausgang', '/admin/zugriffe']) {
    expect((await page.goto(path))?.status(), path).toBe(403)
  }
})

test('every page has a title of its own, is accessible and fits 320 pixels, light and dark', async ({
  page,
  portal,
}) => {
  test.slow()
  const admin = await signedIn(page, portal, 'admin')
  const titles = new Set<string>()
  const all = [...pages, `/admin/mitglieder/${admin.id}`, `/admin/vorgaenge/neu?mitglied=${admin.id}`]
  for (const path of all) {
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(path)
    titles.add(await page.title())
    await expectAccessible(page)
    await page.setViewportSize({ width: 320, height: 700 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, `${path} scrolls sideways at 320 px`).toBeLessThanOrEqual(0)
  }
  expect(titles.size).toBe(all.length)
})

test('a letter with the wish to be erased becomes an erased account (DS-04) @nojs', async ({
  page,
  portal,
  browser,
}) => {
  const writer = await aPerson(portal, 'member')
  await signedIn(page, portal, 'admin')
  await page.goto('/admin/vorgaenge')
  await page.getByRole('link', { name: 'Löschwunsch eintragen' }).click()
  await page.getByLabel('Suche', { exact: true }).fill(writer.email)
  await page.getByRole('button', { name: 'Suchen' }).click()
  await page.getByRole('link', { name: writer.surname }).click()
  await page.getByLabel('Tag des Eingangs').fill('2999-01-01')
  await page.getByLabel('Vermerk').fill('per Brief')
  await page.getByRole('button', { name: 'Eintragen und Bestätigung anfordern' }).click()
  await expect(page).toHaveTitle(/^Fehler: /)
  await expect(page.getByRole('link', { name: 'Der Tag des Eingangs darf nicht in der Zukunft liegen.' })).toBeVisible()
  await expect(page.getByLabel('Vermerk')).toHaveValue('per Brief')
  await page.getByLabel('Tag des Eingangs').fill('2026-01-31')
  await page.getByRole('button', { name: 'Eintragen und Bestätigung anfordern' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Der Vorgang ist eingetragen.' })).toBeVisible()
  await expect(page.getByText('28. Februar 2026')).toBeVisible()
  await expect(page.getByText('Überfällig', { exact: true })).toBeVisible()
  const address = page.url()

  const mails = await portal.mailsTo(writer.email)
  const visitor = await (await browser.newContext({ locale: 'de-DE' })).newPage()
  await visitor.goto(linkIn(mails.at(-1), '/anliegen/bestaetigen'))
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('Löschung bestätigen')
  expect(await portal.sql('SELECT FROM account WHERE id = $1', [writer.id])).toHaveLength(1)
  await visitor.getByRole('button', { name: 'Konto endgültig löschen' }).click()
  await expect(visitor.getByText('Ihr Konto ist gelöscht.')).toBeVisible()
  expect(await portal.sql('SELECT FROM account WHERE id = $1', [writer.id])).toHaveLength(0)
  expect(await portal.sql('SELECT FROM erasure WHERE account_id = $1', [writer.id])).toHaveLength(1)
  await visitor.goto(linkIn(mails.at(-1), '/anliegen/bestaetigen'))
  await expect(visitor.getByText('Ihr Konto ist gelöscht.')).toBeVisible()
  await visitor.context().close()

  expect((await page.goto(address))?.status()).toBe(404)
  await expect(page.getByText('ist der Vorgang mit dem Konto gelöscht')).toBeVisible()
  expect((await portal.mailsTo(writer.email)).at(-1)?.subject).toMatch(/gelöscht/)
})

test('closing a request needs an ending and a reason (A-F1) @nojs', async ({ page, portal }) => {
  const writer = await aPerson(portal, 'member')
  await signedIn(page, portal, 'admin')
  await page.goto(`/admin/vorgaenge/neu?mitglied=${writer.id}`)
  await page.getByRole('button', { name: 'Eintragen und Bestätigung anfordern' }).click()
  await page.getByRole('button', { name: 'Vorgang schließen' }).click()
  await expect(page).toHaveTitle(/^Fehler: Löschwunsch/)
  await expect(page.getByRole('link', { name: 'Bitte nennen Sie den Grund.' })).toBeVisible()
  await page.getByLabel('Das Mitglied hat das Anliegen zurückgezogen').check()
  await page.getByLabel('Gründe').fill('Anruf vom Mitglied')
  await page.getByRole('button', { name: 'Vorgang schließen' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Der Vorgang ist geschlossen.' })).toBeVisible()
  await page.goto(`/admin/mitglieder/${writer.id}`)
  await expect(page.getByText('Zurückgezogen', { exact: true })).toBeVisible()
})

test('an admin ends all sessions of a member; the next click of the member leads to the sign-in page (S-C8) @nojs', async ({
  page,
  portal,
  browser,
}) => {
  const member = await aPerson(portal, 'member')
  const theirs = await (await browser.newContext({ locale: 'de-DE' })).newPage()
  await signIn(theirs, member)
  await signedIn(page, portal, 'admin')
  await page.goto(`/admin/mitglieder/${member.id}`)
  await expect(page.getByText('Das Mitglied hat eine offene Sitzung.')).toBeVisible()
  await page.getByRole('button', { name: 'Alle Sitzungen beenden' }).click()
  await expect(page.getByText('Das Mitglied ist gerade nicht angemeldet.')).toBeVisible()
  await theirs.goto('/mein-profil')
  await expect(theirs).toHaveURL(/\/anmelden/)
  await theirs.context().close()
})

test('a stopped run is shown, explained and confirmed once (DS-05) @nojs', async ({ page, portal }) => {
  await signedIn(page, portal, 'approver')
  const [run] = await portal.sql<{ id: string }>(
    `INSERT INTO sweep_run (trigger, started_at, finished_at, brake, brake_details)
     VALUES ('cron', now() + interval '1 hour', now() + interval '1 hour', 'too-many-notices',
       '{"clockDifferenceSeconds":0,"accounts":1000,"erasures":{"due":0,"allowed":50},"notices":{"due":400,"allowed":100}}')
     RETURNING id`,
  )
  await page.goto('/admin/inaktivitaet')
  await expect(page.getByText('Zur Aufforderung stehen 400 Konten an.')).toBeVisible()
  await page.getByRole('button', { name: 'Lauf mit 400 Konten bestätigen' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Der angehaltene Lauf ist bestätigt.' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Lauf mit 400 Konten bestätigen' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Bestätigung zurücknehmen' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Die Bestätigung ist zurückgenommen.' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Lauf mit 400 Konten bestätigen' })).toBeVisible()
  await portal.sql('DELETE FROM sweep_run WHERE id = $1', [run?.id])
})

test('the preview lists who is due, refuses days that are none, and changes nothing (DS-05) @nojs', async ({
  page,
  portal,
}) => {
  const idle = await aPerson(portal, 'member')
  await portal.sql(
    `UPDATE account SET registered_at = now() - interval '200 days', last_login_at = now() - interval '200 days' WHERE id = $1`,
    [idle.id],
  )
  await signedIn(page, portal, 'admin')
  await page.goto('/admin/inaktivitaet/vorschau')
  await page.getByLabel('Stichtag').fill(new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10))
  await page.getByRole('button', { name: 'Vorschau zeigen' }).click()
  await expect(page.getByRole('link', { name: idle.surname })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Lauf jetzt ausführen' })).toHaveCount(0)
  expect(await portal.sql('SELECT FROM inactivity_notice WHERE account_id = $1', [idle.id])).toHaveLength(0)
  await page.goto('/admin/inaktivitaet/vorschau?stichtag=2026-02-30')
  await expect(page.getByText('Bitte geben Sie ein vollständiges Datum an.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Lauf jetzt ausführen' })).toBeVisible()
})

test('failed mail is shown with its class of error and without its text, and can be discarded @nojs', async ({
  page,
  portal,
}) => {
  const member = await aPerson(portal, 'member')
  await portal.sql(
    `INSERT INTO outgoing_mail (account_id, template, state, attempts, last_error, props)
     VALUES ($1, 'password-changed', 'failed', 12, 'smtp 451', '{"changedAt":"2026-11-20T10:00:00Z"}')`,
    [member.id],
  )
  await signedIn(page, portal, 'admin')
  await page.goto('/admin/postausgang')
  const row = page.getByRole('row').filter({ hasText: member.email })
  await expect(row).toContainText('smtp 451')
  await row.getByRole('button', { name: 'Verwerfen' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Die E-Mail ist verworfen.' })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: member.email })).toHaveCount(0)
})
