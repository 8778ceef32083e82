import { readFile } from 'node:fs/promises'
import { expect, expectAccessible, test } from '../support/e2e'
import { CAST_PASSWORD, seedMember } from '../support/e2e-member'
import { signIn } from '../support/e2e-pages'

/** What is stored about me (DS-12): the page, and the file after a fresh password. */
test('visitors are sent to the sign-in page, from the page and from the download (S-D1)', async ({ page, portal }) => {
  await page.goto('/mein-profil/daten')
  await expect(page).toHaveURL(/\/anmelden\?weiter=%2Fmein-profil%2Fdaten/)
  const answer = await fetch(`${portal.url}/mein-profil/daten/herunterladen`, {
    method: 'POST',
    body: new URLSearchParams({ currentPassword: CAST_PASSWORD }),
    redirect: 'manual',
  })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/anmelden?weiter=%2Fmein-profil%2Fdaten'])
})

test('a member sees what is stored and takes it along (DS-12) @nojs', async ({ page, portal }) => {
  const { email, accountId } = await seedMember(portal)
  await signIn(page, { email })
  await page.goto('/mein-profil')
  await page.getByRole('link', { name: 'Alle gespeicherten Daten ansehen und herunterladen' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Meine gespeicherten Daten')
  await expect(page.getByText(email).first()).toBeVisible()
  await expect(page.getByText(/^Ohne Anmeldung gelöscht ab /)).toBeVisible()

  await page.getByLabel('Passwort', { exact: true }).fill('nicht das richtige Passwort')
  await page.getByRole('button', { name: 'Auskunft herunterladen' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Das Passwort ist nicht richtig.' })).toBeVisible()

  await page.getByLabel('Passwort', { exact: true }).fill(CAST_PASSWORD)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Auskunft herunterladen' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^auskunft-\d{4}-\d{2}-\d{2}\.zip$/)
  const zip = await readFile(await download.path())
  expect(zip.subarray(0, 2).toString()).toBe('PK')
  for (const part of ['auskunft.html', 'auskunft.json', 'csv/account.csv', email, accountId]) {
    expect(zip.includes(part), part).toBe(true)
  }
})

test('the page is accessible and fits 320 pixels', async ({ page, portal }) => {
  const { email } = await seedMember(portal)
  await signIn(page, { email })
  await page.setViewportSize({ width: 320, height: 700 })
  await page.goto('/mein-profil/daten')
  await expectAccessible(page)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
})
