import { type Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/e2e'
import { codeOf, setUpFactor } from '../support/e2e-factor'
import { CAST_PASSWORD, seedMember } from '../support/e2e-member'
import { fillSignIn, signOut } from '../support/e2e-pages'

/** The second factor in a real browser (DS-06, S-A8): set up, asked for, lost, and asked for again before a dangerous act. */
async function givePassword(page: Page, email: string): Promise<void> {
  await page.goto('/anmelden')
  await fillSignIn(page, email)
  await page.waitForURL(({ pathname }) => pathname !== '/anmelden')
}

async function giveCode(page: Page, code: string, button = 'Anmelden'): Promise<void> {
  const main = page.getByRole('main')
  await main.getByRole('textbox', { name: 'Code' }).fill(code)
  await main.getByRole('button', { name: button, exact: true }).click()
}

test('staff see nothing of the administration before they have a second factor, and go on where they wanted to (S-A8) @nojs', async ({
  page,
  portal,
}) => {
  const { email } = await seedMember(portal, { role: 'dpo' })
  await givePassword(page, email)
  await page.goto('/admin/protokoll')
  await expect(page).toHaveURL(/\/mein-profil\/sicherheit\/zweiter-faktor\?weiter=%2Fadmin%2Fprotokoll/)
  await expect(page.getByText('Für die Verwaltung brauchen Sie einen zweiten Faktor.')).toBeVisible()
  const app = page.getByRole('region', { name: 'App' })
  await expect(page.locator('code'), 'no secret before the password').toHaveCount(0)
  await app.getByLabel('Passwort', { exact: true }).fill(CAST_PASSWORD)
  await app.getByRole('button', { name: 'Schlüssel anzeigen' }).click()
  const secret = await page.locator('code').innerText()
  await app.getByRole('textbox', { name: 'Code' }).fill('000000')
  await app.getByRole('button', { name: 'App einrichten' }).click()
  await expect(page).toHaveTitle(/^Fehler: /)
  await app.getByRole('textbox', { name: 'Code' }).fill(codeOf(secret))
  await app.getByRole('button', { name: 'App einrichten' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wiederherstellungscodes')
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(10)
  await expect(page.getByRole('link', { name: 'Als Datei speichern' })).toHaveAttribute('href', /^data:text\/plain/)
  await page.getByLabel('Ich habe die Codes ausgedruckt, gespeichert oder abgeschrieben.').check()
  await page.getByRole('button', { name: 'Weiter', exact: true }).click()
  await expect(page).toHaveURL(/\/admin\/protokoll/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Protokoll')
  await expect(page.getByRole('row').filter({ hasText: 'Zweiter Faktor eingerichtet' }).first()).toBeVisible()
})

test('a sign-in needs password and code; until then nobody is signed in; a recovery code works once @nojs', async ({
  page,
  portal,
}) => {
  const { email } = await seedMember(portal)
  await givePassword(page, email)
  const secret = await setUpFactor(page, CAST_PASSWORD)
  const recovery = await page.getByRole('main').getByRole('listitem').first().innerText()
  await signOut(page)

  await givePassword(page, email)
  await expect(page).toHaveURL(/\/anmelden\/zweiter-schritt/)
  await expect(page.getByRole('button', { name: 'Abmelden' })).toHaveCount(0)
  await page.goto('/mein-profil')
  await expect(page).toHaveURL(/\/anmelden\/zweiter-schritt\?weiter=%2Fmein-profil/)
  await giveCode(page, '000000')
  await expect(page).toHaveTitle(/^Fehler: /)
  await giveCode(page, codeOf(secret, { inSeconds: 30 }))
  await expect(page.getByRole('button', { name: 'Abmelden' })).toBeVisible()
  await signOut(page)

  await givePassword(page, email)
  await giveCode(page, recovery)
  await expect(page.getByRole('button', { name: 'Abmelden' })).toBeVisible()
  await signOut(page)
  await givePassword(page, email)
  await giveCode(page, recovery)
  await expect(page).toHaveTitle(/^Fehler: /)
})

test('a passkey is set up and opens the account without a code', async ({ page, portal }) => {
  const client = await page.context().newCDPSession(page)
  await client.send('WebAuthn.enable')
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  const { email, accountId } = await seedMember(portal)
  await givePassword(page, email)
  await page.goto('/mein-profil/sicherheit/zweiter-faktor')
  const passkeys = page.getByRole('region', { name: 'Passkeys' })
  await passkeys.getByLabel('Name des Passkeys').fill('Diensttelefon')
  await passkeys.getByLabel('Passwort', { exact: true }).fill(CAST_PASSWORD)
  await passkeys.getByRole('button', { name: 'Passkey einrichten' }).click()
  await expect(page.getByText('Ihr zweiter Faktor ist eingerichtet.')).toBeVisible()
  expect(await portal.sql('SELECT FROM passkey WHERE account_id = $1', [accountId])).toHaveLength(1)
  await signOut(page)
  await givePassword(page, email)
  await page.getByRole('button', { name: 'Mit Passkey anmelden' }).click()
  await expect(page.getByRole('button', { name: 'Abmelden' })).toBeVisible()
})

test('a dangerous act asks for the second factor again after fifteen minutes @nojs', async ({ page, portal }) => {
  const { email, accountId } = await seedMember(portal, { role: 'admin' })
  const other = await seedMember(portal, { role: 'moderator' })
  await givePassword(page, email)
  const secret = await setUpFactor(page, CAST_PASSWORD)
  await portal.sql(`UPDATE session SET factor_at = now() - interval '16 minutes' WHERE account_id = $1`, [accountId])
  await page.goto('/admin/team')
  await page.getByLabel('E-Mail-Adresse').fill(other.email)
  await page.getByLabel('Was sich ändern soll').selectOption('dpo')
  await page.getByLabel('Grund').fill('Vertretung im Sommer')
  await page.getByRole('button', { name: 'Beantragen' }).click()
  const asked = () => portal.sql(`SELECT FROM staff_change WHERE account_id = $1`, [other.accountId])
  expect(await asked()).toHaveLength(0)
  // What was typed stands there still, and is sent with the code.
  await expect(page.getByLabel('E-Mail-Adresse')).toHaveValue(other.email)
  await page.getByRole('textbox', { name: 'Code' }).fill(codeOf(secret, { inSeconds: 30 }))
  await page.getByRole('button', { name: 'Beantragen' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Der Antrag ist gestellt.' })).toBeVisible()
  expect(await asked()).toHaveLength(1)
})

test('the pages of the second factor are accessible, light and dark, and fit 320 pixels', async ({ page, portal }) => {
  test.slow()
  const { email } = await seedMember(portal, { role: 'admin' })
  await givePassword(page, email)
  const look = async () => {
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [320, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow, page.url()).toBeLessThanOrEqual(0)
    }
  }
  await page.goto('/mein-profil/sicherheit/zweiter-faktor')
  await look()
  await setUpFactor(page, CAST_PASSWORD)
  for (const path of ['', '/codes', '/bestaetigen']) {
    await page.goto(`/mein-profil/sicherheit/zweiter-faktor${path}`)
    await look()
  }
  await page.goto('/admin/team')
  await look()
  await signOut(page)
  await givePassword(page, email)
  await expect(page).toHaveURL(/\/anmelden\/zweiter-schritt/)
  await look()
})
