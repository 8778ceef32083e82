import { expect, test } from '../support/e2e'
import { seedMember } from '../support/e2e-member'
import { enter, expectSound, fillSignIn } from '../support/e2e-pages'

/**
 * Every page that a visitor or a member meets is sound (A-F3, A-F8, A-F9, DS-01). Several pages share a test, and those
 * for members one sign-in; the report names the page that fails.
 */
const publicPages = [
  '/',
  '/registrieren',
  '/registrieren/bestaetigen?token=unbekannt',
  '/registrieren/nicht-ich?token=unbekannt',
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
  '/nutzungsregeln',
  '/postfach',
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
const WIDE = { width: 1280, height: 720 }

/** Parts that two workers can share, numbered from 1. */
function inParts(paths: string[]): [number, string[]][] {
  const size = 8
  return Array.from({ length: Math.ceil(paths.length / size) }, (_, index) => [
    index + 1,
    paths.slice(index * size, (index + 1) * size),
  ])
}

for (const [index, paths] of inParts(publicPages)) {
  test(`pages are sound for a visitor, part ${index} @nojs`, async ({ page }) => {
    test.slow()
    for (const path of paths) {
      await test.step(path, async () => {
        await page.setViewportSize(WIDE)
        const answer = await page.goto(path)
        expect(answer?.status(), path).toBe(200)
        await expectSound(page)
      })
    }
  })
}

test('errors are full German pages with the right status @nojs (W9)', async ({ page }) => {
  test.slow()
  for (const { path, status } of errorPages) {
    await test.step(path, async () => {
      await page.setViewportSize(WIDE)
      const answer = await page.goto(path)
      expect(answer?.status(), path).toBe(status)
      await expectSound(page)
    })
  }
})

test('/admin refuses a member with a full German page and status 403 @nojs (W9, S-D6)', async ({ page, portal }) => {
  await enter(page, portal, await seedMember(portal))
  const answer = await page.goto('/admin')
  expect(answer?.status()).toBe(403)
  await expectSound(page)
})

for (const [index, paths] of inParts(memberPages)) {
  test(`pages are sound for a member, part ${index} @nojs`, async ({ page, portal }) => {
    test.slow()
    await enter(page, portal, await seedMember(portal))
    for (const path of paths) {
      await test.step(path, async () => {
        await page.setViewportSize(WIDE)
        const answer = await page.goto(path)
        expect(answer?.status(), path).toBe(200)
        await expectSound(page)
        expect(answer?.headers()['cache-control'], `${path} is never kept (S-K3)`).toContain('no-store')
      })
    }
  })
}

test('pages for members send a visitor to the sign-in page and back @nojs', async ({ page, portal }) => {
  const member = await seedMember(portal)
  for (const path of memberPages) {
    await page.goto(path)
    await expect(page).toHaveURL(new RegExp(`/anmelden\\?weiter=${encodeURIComponent(path)}$`))
  }
  await fillSignIn(page, member.email)
  await page.waitForURL(`**${memberPages.at(-1)}`)
})

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
