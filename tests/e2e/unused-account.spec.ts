import { readFileSync } from 'node:fs'
import { expect, handleOf, test } from '../support/e2e'
import { CAST_PASSWORD, seedMember } from '../support/e2e-member'
import { startPortal } from '../support/portal'

/**
 * What the other journeys leave out of an account's life: a year without sign-in, notice, four weeks, erasure (DS-05). All of them run on the
 * oldest Node.js that package.json names (e2e-server.ts); registering, confirming and "Account löschen": account-life.spec.ts.
 */
test('an account that nobody uses gets a notice by mail, and is erased after four weeks', async ({ browser }) => {
  test.setTimeout(300_000)
  const running = await startPortal()
  const portal = await handleOf(running.url, running.dataDir)
  const context = await browser.newContext({ baseURL: running.url, locale: 'de-DE' })
  try {
    const { accountId, email } = await seedMember(portal)
    const staying = await seedMember(portal)
    const page = await context.newPage()
    await page.goto('/anmelden')
    await page.getByLabel('E-Mail-Adresse').fill(email)
    await page.getByLabel('Passwort', { exact: true }).fill(CAST_PASSWORD)
    await page.getByRole('button', { name: 'Anmelden' }).click()
    await expect(page.getByRole('button', { name: 'Abmelden' }).first()).toBeVisible()

    await portal.sql(
      `UPDATE account SET last_login_at = now() - interval '400 days', registered_at = now() - interval '500 days',
         email_confirmed_at = now() - interval '500 days' WHERE id = $1`,
      [accountId],
    )
    expect(await portal.cron('lifecycle')).toMatchObject({ notified: 1, erased: 0 })
    expect((await portal.mailsTo(email)).map(({ subject }) => subject)).toHaveLength(1)
    await portal.sql(
      `UPDATE inactivity_notice SET created_at = created_at - interval '40 days', accepted_at = accepted_at - interval '40 days',
         respond_by = respond_by - 40 WHERE account_id = $1`,
      [accountId],
    )
    expect(await portal.cron('lifecycle')).toMatchObject({ notified: 0, erased: 1 })
    expect(await portal.sql('SELECT id FROM account')).toEqual([{ id: staying.accountId }])
    expect((await portal.mailsTo(email)).at(-1)?.subject).toMatch(/gelöscht/)
    expect(readFileSync(`${running.dataDir}/erasures.log`, 'utf8')).toContain(accountId)
  } finally {
    await context.close()
    await portal.close()
    await running.stop()
  }
})
