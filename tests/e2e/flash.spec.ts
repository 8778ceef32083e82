import { expect, test } from '../support/e2e'
import { CAST_PASSWORD, seedMember } from '../support/e2e-member'
import { enter, expectSound, look } from '../support/e2e-pages'

/** What was done is said once, and no address says it (architecture rule 6). */
test('a message is seen once: not on reload, not on the way back, not by an address @nojs', async ({
  page,
  portal,
}) => {
  await enter(page, portal, await seedMember(portal))
  await page.goto('/mein-profil/daten-pruefen')
  await page.getByRole('button', { name: 'Meine Daten sind aktuell' }).click()
  const message = page.getByRole('status').filter({ hasText: 'Ihre Daten gelten als aktuell.' })
  await expect(message).toBeVisible()
  await expect(message).toBeFocused()
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/mein-profil')
  await look(page, 'meldung')
  await page.goto('/impressum')
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mein Profil')
  await expect(message).toHaveCount(0)
  await page.reload()
  await expect(message).toHaveCount(0)
  await page.goto('/mein-profil?geprueft=ja&meldung=geprueft')
  await expect(message).toHaveCount(0)
})

test('two tabs get their own messages @nojs', async ({ page, portal }) => {
  await enter(page, portal, await seedMember(portal))
  const other = await page.context().newPage()
  await page.goto('/mein-profil/daten-pruefen')
  await other.goto('/mein-profil/sicherheit')
  await other.getByLabel('Bisheriges Passwort', { exact: true }).fill(CAST_PASSWORD)
  await other.getByLabel('Neues Passwort', { exact: true }).fill(`${CAST_PASSWORD} und dann noch eins`)
  await other.getByRole('button', { name: 'Passwort ändern' }).click()
  await expect(other.getByRole('status').filter({ hasText: 'Ihr Passwort ist geändert.' })).toBeVisible()
  await page.getByRole('button', { name: 'Meine Daten sind aktuell' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Ihre Daten gelten als aktuell.' })).toBeVisible()
  await expect(page.getByText('Ihr Passwort ist geändert.')).toHaveCount(0)
})

test('signing out is said by its own answer, wherever it is done, and by nothing later @nojs', async ({
  page,
  portal,
  expectedErrors,
}) => {
  expectedErrors.push(/404/)
  const member = await seedMember(portal)
  for (const path of ['/mein-profil', '/impressum', '/gibt-es-nicht']) {
    await enter(page, portal, member)
    await page.goto(path)
    await page.getByRole('button', { name: 'Abmelden' }).click()
    const message = page.getByRole('status').filter({ hasText: 'Sie sind abgemeldet.' })
    await expect(message, path).toBeVisible()
    await expect(message, path).toBeFocused()
    await expect(
      page.getByRole('navigation', { name: 'Hauptmenü' }).getByRole('link', { name: 'Anmelden' }),
    ).toBeVisible()
    await expect(page.getByRole('button', { name: 'Abmelden' })).toHaveCount(0)
    if (path === '/mein-profil') await expectSound(page)
    await page.goto(path)
    await expect(message, path).toHaveCount(0)
  }
  await page.goto('/anmelden?abgemeldet=ja')
  await expect(page.getByText('Sie sind abgemeldet.')).toHaveCount(0)
})

test('what a visitor sent is answered in place of the form @nojs', async ({ page }) => {
  await page.goto('/kontakt')
  await page.getByLabel('Ihr Name').fill('Erika Muster')
  await page.getByLabel('Ihre E-Mail-Adresse').fill('erika@beispiel.de')
  await page.getByLabel('Betreff').fill('Frage')
  await page.getByLabel('Ihre Nachricht').fill('Gibt es Kurse in Jena?')
  await page.getByRole('button', { name: 'Nachricht senden' }).click()
  const message = page.getByRole('status').filter({ hasText: 'Ihre Nachricht ist bei uns eingegangen.' })
  await expect(message).toBeVisible()
  await expect(message).toBeFocused()
  await expect(page).toHaveTitle(/^Vielen Dank/)
  await expect(page.getByRole('button', { name: 'Nachricht senden' })).toHaveCount(0)
  expect(new URL(page.url()).search).toBe('')
  await expectSound(page)
  await page.goto('/kontakt?gesendet=ja')
  await expect(page.getByRole('button', { name: 'Nachricht senden' })).toBeVisible()
})
