import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Browser, type Page } from '@playwright/test'
import { expect, expectAccessible, handleOf, linkIn, type PortalHandle, test } from '../support/e2e'
import { CAST_PASSWORD, seedMember } from '../support/e2e-member'
import { enter, fillSignIn, signIn } from '../support/e2e-pages'
import { startPortal } from '../support/portal'

/** The rights of a person who writes a letter (DS-04, DS-12), with staff and person in browsers of their own; and a restored backup. */
async function staffPage(browser: Browser, portal: PortalHandle): Promise<Page> {
  const { javaScriptEnabled } = test.info().project.use
  const context = await browser.newContext({ baseURL: portal.url, locale: 'de-DE', javaScriptEnabled })
  const page = await context.newPage()
  await enter(page, portal, await seedMember(portal, { role: 'admin' }))
  return page
}

/** The letter is entered; returns the address of the request. */
async function enterLetter(staff: Page, accountId: string, kind: string): Promise<string> {
  await staff.goto(`/admin/vorgaenge/neu?art=anliegen&mitglied=${accountId}`)
  await staff.getByLabel('Worum geht es?').selectOption({ label: kind })
  await staff.getByRole('button', { name: 'Eintragen und Bestätigung anfordern' }).click()
  await expect(staff.getByText('Der Vorgang ist eingetragen. Die Bestätigungsmail ist unterwegs.')).toBeVisible()
  return staff.url()
}

async function confirmByMail(page: Page, portal: PortalHandle, email: string): Promise<void> {
  const mail = (await portal.mailsTo(email)).at(-1)
  await page.goto(linkIn(mail, '/anliegen/bestaetigen'))
  await page.getByRole('button', { name: 'Anliegen bestätigen' }).click()
  await expect(page.getByText('Ihre Bestätigung ist angekommen.')).toBeVisible()
}

test('access by letter: entered, confirmed by mail, answered, read by the person (DS-12) @nojs', async ({
  page,
  browser,
  portal,
}) => {
  test.setTimeout(120_000)
  const { email, accountId } = await seedMember(portal)
  const staff = await staffPage(browser, portal)
  await staff.goto('/admin/vorgaenge')
  await staff.getByRole('link', { name: 'Anderes Anliegen eintragen' }).click()
  await staff.getByRole('searchbox', { name: 'Suche' }).fill(email)
  await staff.getByRole('button', { name: 'Suchen' }).click()
  await staff.getByRole('link', { name: 'Sommer, Jana' }).click()
  await expect(staff).toHaveURL(new RegExp(accountId))
  const request = await enterLetter(staff, accountId, 'Auskunft')
  await expectAccessible(staff)
  await expect(staff.getByRole('button', { name: 'Antwort senden und schließen' })).toHaveCount(0)

  await confirmByMail(page, portal, email)
  await staff.goto(request)
  await staff.getByRole('textbox', { name: 'Antwort' }).fill('Ihre Auskunft liegt für Sie bereit.')
  await staff.getByRole('button', { name: 'Antwort senden und schließen' }).click()
  await expect(staff.getByText('Der Vorgang ist beantwortet.')).toBeVisible()

  const answer = (await portal.mailsTo(email)).at(-1)
  expect(answer?.subject).toMatch(/^Antwort auf Ihr Anliegen: Auskunft \(Vorgang [0-9A-F]{4}-[0-9A-F]{4}\)$/)
  expect(answer?.text).toContain('Ihre Auskunft liegt für Sie bereit.')
  await signIn(page, { email })
  await page.goto(linkIn(answer, '/mein-profil/daten'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Meine gespeicherten Daten')
  await page.getByText(/^Anliegen zum Datenschutz \(1\)/).click()
  await expect(page.getByText('Ihre Auskunft liegt für Sie bereit.')).toBeVisible()
})

test('rectification and restriction by letter: staff correct and restrict, the person reads and ends it (DS-12) @nojs', async ({
  page,
  browser,
  portal,
}) => {
  test.setTimeout(120_000)
  const { email, accountId } = await seedMember(portal)
  const staff = await staffPage(browser, portal)
  const request = await enterLetter(staff, accountId, 'Berichtigung')
  await confirmByMail(page, portal, email)
  await staff.goto(request)
  await expectAccessible(staff)
  await staff.getByRole('textbox', { name: 'Begründung' }).fill('Wir prüfen Ihren neuen Namen.')
  await staff.getByRole('button', { name: 'Verarbeitung einschränken' }).click()
  await expect(staff.getByText('Die Verarbeitung ist eingeschränkt.')).toBeVisible()

  await signIn(page, { email })
  await page.goto('/mein-profil')
  await expect(page.getByText('Ihre Daten werden nur noch aufbewahrt.')).toBeVisible()
  await expectAccessible(page)

  await staff.getByLabel('Name', { exact: true }).fill('')
  await staff.getByRole('button', { name: 'Berichtigen und schließen' }).click()
  await expect(staff.getByText('Geben Sie Ihren Namen ein.').first()).toBeVisible()
  await staff.getByLabel('Name', { exact: true }).fill('Winter')
  await staff.getByRole('button', { name: 'Berichtigen und schließen' }).click()
  await expect(staff.getByText('Die Daten sind berichtigt.')).toBeVisible()
  const told = (await portal.mailsTo(email)).find(({ subject }) =>
    subject?.startsWith('Wir haben Ihre Daten berichtigt (Vorgang '),
  )
  expect(told?.text).toContain('Name: Winter')

  await staff.goto(`/admin/mitglieder/${accountId}`)
  await staff.getByLabel('Warum die Einschränkung endet').fill('Der Name ist berichtigt.')
  await staff.getByRole('button', { name: 'Ende ankündigen' }).click()
  await expect(staff.getByText('Das Ende ist angekündigt.')).toBeVisible()
  await expectAccessible(staff)
  expect((await portal.mailsTo(email)).at(-1)?.subject).toMatch(/^Die Einschränkung Ihrer Daten endet nach dem /)

  await page.goto('/mein-profil')
  await expect(page.getByText(/und bis einschließlich/)).toBeVisible()
  await page.getByRole('button', { name: 'Einschränkung beenden' }).click()
  await expect(page.getByText('Ihre Daten werden nur noch aufbewahrt.')).toHaveCount(0)
})

const portalCli = promisify(execFile)

test('a restored backup: closed, with policy and legal notice, until the erasures are repeated (DS-04)', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-backup-'))
  const running = await startPortal()
  const portal = await handleOf(running.url, running.dataDir)
  const cli = (...args: string[]) =>
    portalCli('node', ['scripts/portal.mjs', ...args], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: running.dataDir, DEMO: '0' } as never,
    })
  const context = await browser.newContext({ baseURL: running.url, locale: 'de-DE' })
  const page = await context.newPage()
  try {
    const gone = await seedMember(portal)
    const stays = await seedMember(portal)
    const backup = path.join(folder, 'backup.sql.gz')
    await cli('backup', backup, '--without-pg-dump')
    await signIn(page, gone)
    await page.goto('/mein-profil/loeschen')
    await page.getByLabel('Passwort', { exact: true }).fill(CAST_PASSWORD)
    await page.getByRole('button', { name: 'Account endgültig löschen' }).click()
    await expect(page.getByText('Ihr Konto ist gelöscht.')).toBeVisible()
    await portal.close()
    await cli('restore', backup, '--replace')

    await expect.poll(async () => (await page.goto('/anmelden'))?.status()).toBe(503)
    await expect(page.getByText('Das Portal wird gerade gewartet').first()).toBeVisible()
    const ready = await fetch(`${running.url}/api/health/ready`)
    expect([ready.status, ((await ready.json()) as { code: string }).code]).toEqual([503, 'closed'])
    await page.getByRole('link', { name: 'Datenschutz', exact: true }).first().click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Datenschutzerklärung')
    await page.getByRole('link', { name: 'Impressum', exact: true }).first().click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Impressum')

    const { stdout } = await cli('erasures:replay')
    expect(stdout).toContain('The portal is open: 1 replayed, 1 erased')
    await expect.poll(async () => (await page.goto('/anmelden'))?.status()).toBe(200)
    await fillSignIn(page, gone.email)
    await expect(page.getByRole('button', { name: 'Abmelden' })).toHaveCount(0)
    await signIn(page, stays)
  } finally {
    await context.close()
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
