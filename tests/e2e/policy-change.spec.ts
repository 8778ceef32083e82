import { type Page } from '@playwright/test'
import {
  test as base,
  expect as baseExpect,
  expectAccessible,
  handleOf,
  linkIn,
  type PortalHandle,
} from '../support/e2e'
import { setUpFactor } from '../support/e2e-factor'
import { CAST_PASSWORD, seedMember } from '../support/e2e-member'
import { startPortal } from '../support/portal'

/** A portal that has just been started, beside two others, takes its time. */
const expect = baseExpect.configure({ timeout: 20_000 })

/** DS-11 in a browser: from the draft to the objection. In a portal of its own, because a new version concerns everybody in it. */
const test = base.extend<object, { ownPortal: PortalHandle }>({
  ownPortal: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const running = await startPortal()
      const handle = await handleOf(running.url, running.dataDir)
      await use(handle)
      await handle.close()
      await running.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ ownPortal }, use) => use(ownPortal.url),
})

async function signIn(page: Page, { email }: { email: string }): Promise<void> {
  await page.goto('/anmelden')
  await page.getByLabel('E-Mail-Adresse').fill(email)
  await page.getByLabel('Passwort', { exact: true }).fill(CAST_PASSWORD)
  await page.getByRole('main').getByRole('button', { name: 'Anmelden' }).click()
  await expect(page.getByRole('button', { name: 'Abmelden' })).toBeVisible()
}

/** Sound for the eye of axe, which needs scripts, and nothing to scroll sideways at 320 pixels. */
async function expectSound(page: Page): Promise<void> {
  if (test.info().project.name === 'js') await expectAccessible(page)
  const former = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 700 })
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0)
  if (former) await page.setViewportSize(former)
}

test('a new version: drafted, released by a second person, announced, objected to, decided @nojs', async ({
  page,
  browser,
  javaScriptEnabled,
  ownPortal: portal,
}) => {
  test.setTimeout(240_000)
  const [admin, dpo, member] = [
    await seedMember(portal, { role: 'admin' }),
    await seedMember(portal, { role: 'dpo' }),
    await seedMember(portal),
  ]
  // Runs more than once in one portal: with and without scripts, and repeated.
  const [{ next = 2 } = {}] = await portal.sql<{ next: number }>('SELECT max(number) + 1 AS next FROM policy_version')
  const other = async () =>
    (await browser.newContext({ locale: 'de-DE', baseURL: portal.url, javaScriptEnabled })).newPage()

  // An admin writes it. A mistake keeps what was written.
  await signIn(page, admin)
  await setUpFactor(page, CAST_PASSWORD)
  await page.goto('/admin/datenschutzerklaerung')
  await expectSound(page)
  await page.getByRole('button', { name: 'Entwurf beginnen' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Entwurf der Fassung ${next}`)
  const text = page.getByLabel('Text der Datenschutzerklärung')
  const written = `${await text.inputValue()}\n\n## Nachtrag ${next}\n\nDas ist neu.`
  await text.fill(written)
  await page.getByLabel('Zeit für die Antwort auf den Hinweis').fill('bald')
  await page.getByLabel('Was sich ändert').fill('Sie haben sechs Wochen Zeit für die Antwort.')
  await page.getByRole('button', { name: 'Speichern und Vorschau zeigen' }).click()
  await expect(page).toHaveTitle(/^Fehler: Entwurf/)
  await expect(text).toHaveValue(written)
  await page.getByLabel('Zeit für die Antwort auf den Hinweis').fill(`${next + 4} Wochen`)
  await page.getByRole('button', { name: 'Speichern und Vorschau zeigen' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Der Entwurf ist gespeichert.' })).toBeVisible()
  await expect(page.locator('ins').filter({ hasText: 'Das ist neu.' })).toBeVisible()
  await expectSound(page)
  await page.getByRole('button', { name: 'Gespeicherten Entwurf zur Freigabe einreichen' }).click()
  await expect(page.getByText('Die Freigabe braucht eine zweite Person')).toBeVisible()

  // The data protection officer releases it.
  const second = await other()
  await signIn(second, dpo)
  await setUpFactor(second, CAST_PASSWORD)
  await second.goto('/admin/datenschutzerklaerung/entwurf')
  await second.getByRole('button', { name: `Fassung ${next} freigeben und veröffentlichen` }).click()
  await expect(second.getByRole('status').filter({ hasText: 'Die Fassung ist veröffentlicht.' })).toBeVisible()
  await second.context().close()

  // A member is told by e-mail, after the sign-in once, and on every page until it is confirmed.
  await portal.cron('announcements')
  const mail = (await portal.mailsTo(member.email)).at(-1)
  expect(mail?.subject).toContain('Wir ändern die Datenschutzerklärung')
  const theirs = await other()
  await theirs.goto(linkIn(mail, `/datenschutz/versionen/${next}/aenderungen`))
  await expect(theirs.locator('ins').filter({ hasText: 'Das ist neu.' })).toBeVisible()
  await expectSound(theirs)
  await signIn(theirs, member)
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Wir ändern die Datenschutzerklärung')
  await expectSound(theirs)
  await theirs.getByRole('link', { name: 'Später' }).click()
  await expect(theirs).toHaveURL(/\/mein-profil$/)
  const notice = theirs.getByRole('complementary', { name: 'Bekanntmachung' })
  await expect(notice).toContainText(`Fassung ${next}`)
  await expectSound(theirs)
  await notice.getByRole('button', { name: 'Zur Kenntnis genommen' }).click()
  await expect(theirs).toHaveURL(/\/mein-profil$/)
  await expect(notice).toHaveCount(0)

  // The member objects, gets a confirmation, and stays under the version that governed before.
  await theirs.goto('/datenschutz/widerspruch')
  await expectSound(theirs)
  await theirs.getByLabel('Begründung').fill('Das möchte ich nicht.')
  await theirs.getByRole('button', { name: `Fassung ${next} widersprechen` }).click()
  await expect(theirs.getByRole('status').filter({ hasText: 'Ihr Widerspruch ist eingegangen.' })).toBeVisible()
  expect((await portal.mailsTo(member.email)).at(-1)?.subject).toContain('Ihr Widerspruch gegen Fassung')
  await expectSound(theirs)

  // Staff see it and record what is done about it.
  await page.goto('/admin/datenschutzerklaerung/widersprueche')
  await expectSound(page)
  await page.getByRole('link', { name: 'Sommer, Jana' }).first().click()
  await expect(page.getByText('Das möchte ich nicht.')).toBeVisible()
  await expectSound(page)
  await page.getByLabel('Mit dem Mitglied sprechen').check()
  await page.getByRole('button', { name: 'Entscheidung festhalten' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Die Entscheidung ist festgehalten.' })).toBeVisible()

  // It can be withdrawn.
  await theirs.goto('/datenschutz/widerspruch')
  await theirs.getByRole('button', { name: 'Widerspruch zurückziehen' }).click()
  await expect(theirs.getByRole('status').filter({ hasText: 'Ihr Widerspruch ist zurückgezogen.' })).toBeVisible()
  await theirs.context().close()

  // The ledger, and the versions for everybody; on paper only the text.
  await page.goto(`/admin/datenschutzerklaerung/${next}?stand=running`)
  await expect(page.getByRole('table')).toContainText('Sommer, Jana')
  await expectSound(page)
  await page.goto(`/datenschutz/versionen/vergleich?von=1&bis=${next}`)
  await expect(page.locator('ins').filter({ hasText: 'Das ist neu.' })).toBeVisible()
  await page.goto('/datenschutz/versionen')
  await expectSound(page)
  await page.goto(`/datenschutz/versionen/${next}`)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Hauptmenü' })).toBeHidden()
})

test.describe('an expired session', () => {
  // The answer to the form says 401.
  test.use({ expectedErrors: [/status of 401/] })

  test('leaves what was written in the form: a draft survives', async ({ page, ownPortal: portal }) => {
    test.setTimeout(120_000)
    const admin = await seedMember(portal, { role: 'admin' })
    await signIn(page, admin)
    await setUpFactor(page, CAST_PASSWORD)
    await page.goto('/admin/datenschutzerklaerung')
    const begin = page.getByRole('button', { name: 'Entwurf beginnen' })
    if (await begin.count()) await begin.click()
    else await page.goto('/admin/datenschutzerklaerung/entwurf')
    const text = page.getByLabel('Text der Datenschutzerklärung')
    const written = `${await text.inputValue()}\n\nNicht verlieren.`
    await text.fill(written)
    await portal.sql('DELETE FROM session WHERE account_id = $1', [admin.accountId])
    await page.getByRole('button', { name: 'Speichern und Vorschau zeigen' }).click()
    await expect(page.getByText('Ihre Sitzung ist abgelaufen')).toBeVisible()
    await expect(text).toHaveValue(written)
    await portal.sql('DELETE FROM policy_version WHERE published_at IS NULL')
  })
})
