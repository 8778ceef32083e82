import { type Page } from '@playwright/test'
import { expect, expectAccessible, test } from '../support/e2e'
import { CAST_PASSWORD, seedMember } from '../support/e2e-member'

/**
 * Every page that a visitor or a member meets: axe without findings in light and dark, nothing to scroll sideways at
 * 320 px, exactly one title and one h1, the four links of the footer, the headers of S-K1 (A-F3, A-F8, A-F9, DS-01).
 */
const publicPages = [
  '/',
  '/registrieren',
  '/registrieren/gesendet',
  '/registrieren/bestaetigen?token=unbekannt',
  '/anmelden',
  '/passwort-vergessen',
  '/passwort-neu?token=unbekannt',
  '/datenschutz',
  '/datenschutz/versionen',
  '/datenschutz/versionen/1',
  '/datenschutz/widerspruch',
  '/impressum',
  '/barrierefreiheit',
  '/kontakt',
  '/nachrichten/neu?art=angebot&id=01930000-0000-7000-8000-000000000001',
  '/konto-geloescht',
  '/nutzungsregeln',
  '/melden?gesendet=ja',
  '/postfach',
  '/forum/abmelden?beendet=ja',
  '/angebote',
  '/angebote?suche=Kurs&art=angebot&thema=digital&form=online&preis=kostenlos&sortierung=beginn',
]
const errorPages = [
  { path: '/gibt-es-nicht', status: 404 },
  { path: '/melden?art=angebot&id=01930000-0000-7000-8000-000000000000', status: 404 },
  { path: '/datenschutz/versionen/999', status: 404 },
  { path: '/angebote/01930000-0000-7000-8000-000000000000', status: 404 },
]
const memberPages = [
  '/mein-profil',
  '/mein-profil/sicherheit',
  '/mein-profil/loeschen',
  '/mein-profil/daten-pruefen',
  '/mein-profil/moderation',
  '/meine-angebote',
  '/nachrichten',
  '/akteure',
  '/mein-profil/benachrichtigungen',
  '/mein-profil/verzeichnis',
  '/forum',
  '/forum/suche',
  '/forum/ungelesen',
  '/forum/abos',
]

for (const path of publicPages) {
  test(`${path} is sound for a visitor @nojs`, async ({ page }) => {
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(200)
    await expectSound(page)
  })
}

for (const { path, status } of errorPages) {
  test(`${path} is a full German page with status ${status} @nojs (W9)`, async ({ page }) => {
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(status)
    await expectSound(page)
  })
}

test('/admin refuses a member with a full German page and status 403 @nojs (W9, S-D6)', async ({ page, portal }) => {
  await signInAs(page, await seedMember(portal))
  const answer = await page.goto('/admin')
  expect(answer?.status()).toBe(403)
  await expectSound(page)
})

for (const path of memberPages) {
  test(`${path} is sound for a member @nojs`, async ({ page, portal }) => {
    await signInAs(page, await seedMember(portal))
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(200)
    await expectSound(page)
    expect(answer?.headers()['cache-control'], 'personal pages are never kept (S-K3)').toContain('no-store')
  })

  test(`${path} sends a visitor to the sign-in page and back @nojs`, async ({ page, portal }) => {
    const member = await seedMember(portal)
    await page.goto(path)
    await expect(page).toHaveURL(new RegExp(`/anmelden\\?weiter=${encodeURIComponent(path)}`))
    await fillSignIn(page, member.email)
    await page.waitForURL(`**${path}`)
  })
}

test('a form can be filled in with the keyboard alone, in the order of the page (A-F3)', async ({ page }) => {
  await page.goto('/anmelden')
  const reached: string[] = []
  for (let step = 0; step < 14; step++) {
    await page.keyboard.press('Tab')
    reached.push(
      await page.evaluate(
        () => document.activeElement?.textContent?.trim() || document.activeElement?.getAttribute('name') || '',
      ),
    )
  }
  const order = ['Zum Inhalt', 'email', 'password'].map((name) => reached.findIndex((text) => text.includes(name)))
  expect(order, `reached: ${reached.join(' · ')}`).toEqual([...order].sort((a, b) => a - b))
  expect(Math.min(...order)).toBeGreaterThanOrEqual(0)
})

async function signInAs(page: Page, { email }: { email: string }): Promise<void> {
  await page.goto('/anmelden')
  await fillSignIn(page, email)
  await page.waitForURL('**/mein-profil')
}

async function fillSignIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-Mail-Adresse').fill(email)
  await page.getByLabel('Passwort', { exact: true }).fill(CAST_PASSWORD)
  await page.getByRole('button', { name: 'Anmelden' }).click()
}

async function expectSound(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  expect(await page.locator('title').count(), 'one title').toBe(1)
  await expect(page).toHaveTitle(/.+ – QualiService Thüringen$|^QualiService Thüringen/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  for (const name of ['Datenschutz', 'Impressum', 'Barrierefreiheit', 'Kontakt']) {
    await expect(page.getByRole('contentinfo').getByRole('link', { name, exact: true })).toBeVisible()
  }
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 320, height: 640 })
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, 'nothing to scroll sideways at 320 px').toBeLessThanOrEqual(0)
}
