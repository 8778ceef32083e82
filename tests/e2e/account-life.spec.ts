import { type Page } from '@playwright/test'
import { expect, expectAccessible, linkIn, test } from '../support/e2e'
import { CAST_PASSWORD, seedMember } from '../support/e2e-member'

/**
 * A whole account life as a person lives it: register, confirm, sign in, change, delete (DS-01, DS-03, DS-04, DS-06).
 * With the tag @nojs it runs a second time without JavaScript (A-F3).
 */
const PASSWORD = 'Rennsteig im Nebel 42'

function newAddress(): string {
  return `reise-${crypto.randomUUID()}@beispiel.de`
}

async function fillRegistration(page: Page, email: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('Öztürk-Groß')
  await page.getByLabel('Vorname').fill('Änne')
  await page.getByLabel('E-Mail-Adresse').fill(email)
  await page.getByLabel('Nutzergruppe').selectOption('Unternehmen')
  await page.getByLabel('Unternehmen/Institution').fill('Glaswerk Jena')
  await page.getByLabel('Aufgabenbereich/Position').fill('Personalentwicklung')
  await page.getByLabel('Passwort', { exact: true }).fill(PASSWORD)
  await page.getByRole('checkbox', { name: /Datenschutzerklärung/ }).check()
}

/** Behind the link of the mail: the password is set by whoever has the mailbox. */
async function confirmWith(page: Page, password: string): Promise<void> {
  await page.getByLabel('Passwort', { exact: true }).fill(password)
  await page.getByRole('button', { name: /bestätigen|festlegen/i }).click()
  await expect(page.getByText('Ihre Registrierung ist abgeschlossen.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('bestätigt')
}

// The frame with a mail runs no script, not even those that tests bring along.
test.use({ expectedErrors: [/^Blocked script execution in '.*\/ansicht'/] })

async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto('/anmelden')
  await page.getByLabel('E-Mail-Adresse').fill(email)
  await page.getByLabel('Passwort', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Anmelden' }).click()
}

test('a person registers, confirms, signs in, changes the profile and deletes the account @nojs', async ({
  page,
  portal,
}) => {
  const email = newAddress()

  await page.goto('/')
  await page.getByRole('link', { name: 'Registrieren' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Registrieren')
  await fillRegistration(page, email)
  await page.getByRole('button', { name: 'Registrieren' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bitte prüfen Sie Ihr Postfach', { timeout: 15_000 })
  await expectAccessible(page)

  const mails = await portal.mailsTo(email)
  expect(mails).toHaveLength(1)
  const link = linkIn(mails[0], '/registrieren/bestaetigen')
  await page.goto('/postfach')
  await page.getByRole('row').filter({ hasText: email }).getByRole('link').click()
  await expect(page.getByRole('main').getByRole('link', { name: link })).toBeVisible()
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toBeVisible()
  const view = await page.getByTitle('Ansicht im Mailprogramm').getAttribute('src')
  const html = await page.request.get(view ?? '')
  expect(html.headers()['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'unsafe-inline'; .* sandbox allow-popups/,
  )
  await page.goto(link)
  const [before] = await portal.sql<{ confirmed: Date | null }>(
    'SELECT email_confirmed_at AS confirmed FROM account WHERE email = $1',
    [email],
  )
  expect(before?.confirmed, 'opening the link changes nothing: mail scanners open links (S-F4)').toBeNull()
  await expect(page.getByText('Änne Öztürk-Groß')).toBeVisible()
  await expect(page.getByText('Glaswerk Jena')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Registrierung bestätigen' }).click()
  await expect(page.getByText('Bitte legen Sie noch das Passwort fest.').first()).toBeVisible()
  await expect(page.getByText('Geben Sie ein Passwort ein.').first()).toBeVisible()
  await expectAccessible(page)
  await confirmWith(page, PASSWORD)
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1 }), 'the link says so later, too').toContainText('bestätigt')

  await signIn(page, email)
  await page.waitForURL('**/mein-profil')
  await expect(page.getByText(/Ihr Konto bleibt bestehen, solange Sie sich bis zum \d{1,2}\. \S+ \d{4}/)).toBeVisible()
  await expect(page.getByText('Letzter Login')).toBeVisible()
  await expect(page.getByRole('link', { name: /Fassung 1/ })).toBeVisible()
  await expectAccessible(page)

  await page.getByLabel('Vorname').fill('Anne')
  await page.getByRole('button', { name: 'Änderungen speichern' }).click()
  await expect(page.getByRole('status').filter({ hasText: /gespeichert/i })).toBeVisible()
  await expect(page.getByLabel('Vorname')).toHaveValue('Anne')
  const [changed] = await portal.sql<{ given_name: string }>('SELECT given_name FROM account WHERE email = $1', [email])
  expect(changed?.given_name).toBe('Anne')

  await page.getByRole('link', { name: 'Account löschen' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Account löschen')
  await expectAccessible(page)
  await page.getByLabel('Passwort', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Account endgültig löschen' }).click()
  await expect(page.getByText('Ihr Konto ist gelöscht.')).toBeVisible({ timeout: 15_000 })

  expect(await portal.sql('SELECT 1 FROM account WHERE email = $1', [email])).toEqual([])
  const last = (await portal.mailsTo(email)).at(-1)
  expect(last?.subject).toMatch(/gelöscht/)
  expect(
    await portal.sql('SELECT 1 FROM outgoing_mail WHERE recipient = $1', [email]),
    'the address leaves the queue',
  ).toEqual([])
  await page.goto('/mein-profil')
  await expect(page).toHaveURL(/\/anmelden/)
})

test('errors are listed with links, named at the field, and nothing typed is lost @nojs (A-F1)', async ({ page }) => {
  await page.goto('/registrieren')
  await page.getByLabel('Name', { exact: true }).fill('Groß')
  await page.getByLabel('Nutzergruppe').selectOption('Kammer/Verband')
  await page.getByRole('button', { name: 'Registrieren' }).click()
  await expect(page.getByRole('heading', { name: 'Es gibt ein Problem' })).toBeVisible()
  await expect(page).toHaveTitle(/^Fehler: Registrieren/)
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Groß')
  await expect(page.getByLabel('Nutzergruppe')).toHaveValue('chamber')
  for (const label of [
    'Vorname',
    'E-Mail-Adresse',
    'Unternehmen/Institution',
    'Aufgabenbereich/Position',
    'Passwort',
  ]) {
    const field = page.getByLabel(label, { exact: true })
    await expect(field, label).toHaveAttribute('aria-invalid', 'true')
    const id = await field.getAttribute('id')
    await expect(page.getByRole('alert').locator(`a[href="#${id}"]`), label).toBeVisible()
  }
  await expectAccessible(page)
})

test('organisation and position appear exactly for the groups that need them @nojs (DS-03)', async ({ page }) => {
  await page.goto('/registrieren')
  const organisation = page.getByLabel('Unternehmen/Institution')
  const position = page.getByLabel('Aufgabenbereich/Position')
  await expect(organisation).toBeHidden()
  for (const group of [
    'Unternehmen',
    'Bildungsdienstleister',
    'Beratungseinrichtung',
    'Kammer/Verband',
    'Öffentliche Einrichtung',
  ]) {
    await page.getByLabel('Nutzergruppe').selectOption(group)
    await expect(organisation, group).toBeVisible()
    await expect(position, group).toBeVisible()
  }
  await page.getByLabel('Nutzergruppe').selectOption('Privatperson')
  await expect(organisation).toBeHidden()
  await expect(position).toBeHidden()
})

test('a registered address gets the same page, and its owner a mail that says so @nojs (S-A3)', async ({
  page,
  portal,
}) => {
  const email = newAddress()
  for (let round = 0; round < 2; round++) {
    await page.goto('/registrieren')
    await fillRegistration(page, email)
    await page.getByRole('button', { name: 'Registrieren' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bitte prüfen Sie Ihr Postfach', {
      timeout: 15_000,
    })
    if (round === 0) {
      await page.goto(linkIn((await portal.mailsTo(email)).at(-1), '/registrieren/bestaetigen'))
      await confirmWith(page, PASSWORD)
    }
  }
  const mails = await portal.mailsTo(email)
  expect(mails).toHaveLength(2)
  expect(mails[1]?.text).toContain('/anmelden')
  expect(await portal.sql('SELECT 1 FROM account WHERE email = $1', [email])).toHaveLength(1)
})

test('who forgot the password sets a new one by mail, once @nojs (S-H2, S-H7)', async ({ page, portal }) => {
  const email = newAddress()
  await page.goto('/registrieren')
  await fillRegistration(page, email)
  await page.getByRole('button', { name: 'Registrieren' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bitte prüfen Sie Ihr Postfach', { timeout: 15_000 })
  await page.goto(linkIn((await portal.mailsTo(email)).at(-1), '/registrieren/bestaetigen'))
  await confirmWith(page, PASSWORD)

  await page.goto('/passwort-vergessen')
  await page.getByLabel('E-Mail-Adresse').fill(email)
  await page
    .getByRole('button')
    .filter({ hasText: /link|senden|anfordern/i })
    .first()
    .click()
  await expect(page.getByText(/E-Mail/).first()).toBeVisible()
  await expect.poll(async () => (await portal.mailsTo(email)).length, { timeout: 30_000 }).toBe(2)
  const link = linkIn((await portal.mailsTo(email)).at(-1), '/passwort-neu')
  await page.goto(link)
  const changed = 'Kickelhahn im Winter 7'
  await page
    .getByLabel(/passwort/i)
    .first()
    .fill(changed)
  await page.getByRole('button', { name: /speichern|festlegen|setzen/i }).click()
  await expect(page.getByText('Mit diesem Link wurde ein neues Passwort festgelegt.')).toBeVisible()
  await expect
    .poll(
      async () =>
        (
          await portal.sql<{ used: Date | null }>(
            "SELECT used_at AS used FROM account_token WHERE purpose = 'reset_password' AND account_id = (SELECT id FROM account WHERE email = $1)",
            [email],
          )
        )[0]?.used ?? null,
    )
    .not.toBeNull()
  await page.goto('/mein-profil')
  await expect(page, 'a reset does not sign in').toHaveURL(/\/anmelden/)
  await signIn(page, email)
  await expect(page, 'the old password is void').toHaveTitle(/^Fehler: Anmelden/)
  await signIn(page, email, changed)
  await page.waitForURL('**/mein-profil')
})

test('who did not register deletes it behind the second link of the mail @nojs', async ({ page, portal }) => {
  const email = newAddress()
  await page.goto('/registrieren')
  await fillRegistration(page, email)
  await page.getByRole('button', { name: 'Registrieren' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bitte prüfen Sie Ihr Postfach', { timeout: 15_000 })
  const [mail] = await portal.mailsTo(email)
  expect(mail?.text).not.toContain('Öztürk')
  await page.goto(linkIn(mail, '/registrieren/nicht-ich'))
  await expect(page.getByText('Änne Öztürk-Groß')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Das war ich nicht' }).click()
  await expect(page.getByText('Diese Registrierung ist gelöscht.')).toBeVisible()
  expect(await portal.sql('SELECT 1 FROM account WHERE email = $1', [email])).toEqual([])
  await page.goto(linkIn(mail, '/registrieren/bestaetigen'))
  await expect(page.getByText('Diese Registrierung ist gelöscht.')).toBeVisible()
})

test('the secret of a link leaves the address bar, and a reload still knows the page (S-H5)', async ({
  page,
  portal,
}) => {
  const email = newAddress()
  await page.goto('/registrieren')
  await fillRegistration(page, email)
  await page.getByRole('button', { name: 'Registrieren' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bitte prüfen Sie Ihr Postfach', { timeout: 15_000 })
  await page.goto(linkIn((await portal.mailsTo(email)).at(-1), '/registrieren/bestaetigen'))
  await expect(page).toHaveURL('/registrieren/bestaetigen')
  await page.reload()
  await expect(page.getByText('Änne Öztürk-Groß')).toBeVisible()
  await expect(page).toHaveURL('/registrieren/bestaetigen')
  await page.getByLabel('Passwort', { exact: true }).fill('kurz')
  await page.getByRole('button', { name: 'Registrierung bestätigen' }).click()
  await expect(page.getByText('Bitte legen Sie noch das Passwort fest.').first()).toBeVisible()
  await confirmWith(page, PASSWORD)
  await expect(page).toHaveURL('/registrieren/bestaetigen')
  await page.reload()
  await expect(page.getByText('Ihre Registrierung ist abgeschlossen.')).toBeVisible()
})

test('a new address that is taken meanwhile is never called changed @nojs (DS-04)', async ({ page, portal }) => {
  const member = await seedMember(portal)
  const newEmail = newAddress()
  await signIn(page, member.email, CAST_PASSWORD)
  await page.waitForURL('**/mein-profil')
  const form = page.locator('form').filter({ has: page.getByLabel('Neue E-Mail-Adresse') })
  await form.getByLabel('Neue E-Mail-Adresse').fill(newEmail)
  await form.getByLabel('Aktuelles Passwort', { exact: true }).fill(CAST_PASSWORD)
  await form.getByRole('button', { name: 'E-Mail-Adresse ändern' }).click()
  await expect(page.getByText(/An die neue Adresse geht eine E-Mail/)).toBeVisible()
  const link = linkIn((await portal.mailsTo(newEmail)).at(-1), '/mein-profil/e-mail-bestaetigen')
  await page.goto(link)
  await expect(page.getByText(newEmail)).toBeVisible()
  await expectAccessible(page)
  const { accountId } = await seedMember(portal)
  await portal.sql('UPDATE account SET email = $1 WHERE id = $2', [newEmail, accountId])
  await page.getByRole('button', { name: 'Neue Adresse bestätigen' }).click()
  const taken = page.getByText('Diese Adresse gehört inzwischen zu einem anderen Konto.')
  await expect(taken).toBeVisible()
  await page.goto(link)
  await expect(taken).toBeVisible()
  expect(await portal.sql('SELECT 1 FROM account WHERE email = $1', [member.email])).toHaveLength(1)
})
