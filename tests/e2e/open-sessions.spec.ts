import { expect, test } from '../support/e2e'
import { setUpFactor } from '../support/e2e-factor'
import { CAST_PASSWORD, seedMember } from '../support/e2e-member'
import { look, signIn } from '../support/e2e-pages'

/** /mein-profil/sicherheit (DS-06, S-C8): where one is signed in, with device and last use; end one, end all others. */
test('a member sees the open sessions, ends one, and ends all others @nojs', async ({ page, portal, browser }) => {
  const { email } = await seedMember(portal)
  const others = await Promise.all([1, 2, 3].map(async () => (await browser.newContext()).newPage()))
  for (const other of others) await signIn(other, { email })
  await signIn(page, { email })
  await page.goto('/mein-profil/sicherheit')
  const sessions = page.getByRole('region', { name: 'Offene Sitzungen' })
  const rows = sessions.getByRole('row').filter({ hasText: 'Uhr' })
  await expect(rows).toHaveCount(4)
  await expect(rows.filter({ hasText: 'Diese Sitzung' })).toHaveCount(1)
  await expect(rows.first()).toContainText(' auf ')
  await look(page, 'sicherheit')
  // On a narrow screen nothing of a session lies outside the window, and each button holds its word.
  await page.setViewportSize({ width: 320, height: 900 })
  const ends = await rows.locator('td, .kern-label').evaluateAll((parts) =>
    parts.map((part) => {
      const { right } = part.getBoundingClientRect()
      return right - (part.parentElement?.getBoundingClientRect().right ?? 0) <= 0 && right <= window.innerWidth
    }),
  )
  expect(ends.length).toBeGreaterThan(4)
  expect(ends).not.toContain(false)
  await page.setViewportSize({ width: 1280, height: 900 })

  await sessions.getByLabel('Welche Sitzung möchten Sie beenden?').selectOption({ index: 2 })
  await sessions.getByLabel('Passwort', { exact: true }).fill(CAST_PASSWORD)
  await sessions.getByRole('button', { name: 'Beenden' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Die Sitzung ist beendet.' })).toBeVisible()
  await expect(rows).toHaveCount(3)
  await sessions.getByLabel('Welche Sitzung möchten Sie beenden?').selectOption('alle')
  await sessions.getByLabel('Passwort', { exact: true }).fill(CAST_PASSWORD)
  await sessions.getByRole('button', { name: 'Beenden' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Alle anderen Sitzungen sind beendet.' })).toBeVisible()
  await expect(page.getByText('Sie sind nur hier angemeldet.')).toBeVisible()
  for (const other of others) {
    await other.goto('/mein-profil')
    await expect(other).toHaveURL(/\/anmelden/)
  }
  await setUpFactor(page, CAST_PASSWORD)
  await page.goto('/mein-profil/sicherheit/zweiter-faktor')
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/zweiter-faktor.png`, fullPage: true })
})
