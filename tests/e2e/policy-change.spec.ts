import { type Page } from '@playwright/test'
import {
  test as base,
  expect as baseExpect,
  expectAccessible,
  handleOf,
  linkIn,
  type PortalHandle,
} from '../support/e2e'
import { codeOf, setUpFactor } from '../support/e2e-factor'
import { CAST_PASSWORD, seedMember } from '../support/e2e-member'
import { fillSignIn, signIn } from '../support/e2e-pages'
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
  const [admin, approver, member] = [
    await seedMember(portal, { role: 'admin' }),
    await seedMember(portal, { role: 'approver' }),
    await seedMember(portal),
  ]
  // Runs more than once in one portal: with and without scripts, and repeated.
  const [{ next = 2 } = {}] = await portal.sql<{ next: number }>('SELECT max(number) + 1 AS next FROM policy_version')
  const other = async () =>
    (await browser.newContext({ locale: 'de-DE', baseURL: portal.url, javaScriptEnabled })).newPage()

  const silent = await seedMember(portal)

  // An admin writes it. A mistake keeps what was written.
  await signIn(page, admin)
  const secret = await setUpFactor(page, CAST_PASSWORD)
  await page.goto('/admin/datenschutzerklaerung')
  await expectSound(page)
  await page.getByRole('button', { name: 'Entwurf beginnen' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Entwurf der Fassung ${next}`)
  const text = page.getByLabel('Text der Datenschutzerklärung')
  const written = `${await text.inputValue()}\n\n## Nachtrag ${next}\n\nDas ist neu.`
  await text.fill(written)
  await page.getByLabel('Zeit für die Antwort auf den Hinweis').fill('bald')
  await page.getByLabel('Was sich ändert').fill('Sie haben sechs Wochen Zeit für die Antwort.')
  await page.getByRole('button', { name: 'Entwurf speichern' }).click()
  await expect(page).toHaveTitle(/^Fehler: Entwurf/)
  await expect(text).toHaveValue(written)
  await page.getByLabel('Zeit für die Antwort auf den Hinweis').fill(`${next + 4} Wochen`)

  // What it would become stands beside the text before anything is stored.
  const preview = page.getByRole('region', { name: 'Vorschau' })
  if (!javaScriptEnabled) await page.getByRole('button', { name: 'Vorschau zeigen, ohne zu speichern' }).click()
  await expect(preview.locator('ins').filter({ hasText: 'Das ist neu.' })).toBeVisible()
  await expect(preview.getByText('Noch nicht gespeichert.')).toBeVisible()
  await expect(text).toHaveValue(written)
  expect(await portal.sql('SELECT body FROM policy_version WHERE published_at IS NULL')).not.toEqual([
    { body: written },
  ])
  await expectSound(page)
  await page.getByRole('button', { name: 'Entwurf speichern' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Der Entwurf ist gespeichert.' })).toBeVisible()
  await expect(page.locator('ins').filter({ hasText: 'Das ist neu.' })).toBeVisible()
  await expectSound(page)
  await page.getByRole('button', { name: 'Gespeicherten Entwurf zur Freigabe einreichen' }).click()
  await expect(page.getByText('Die Freigabe braucht eine zweite Person')).toBeVisible()

  // The approver releases it.
  const second = await other()
  await signIn(second, approver)
  await setUpFactor(second, CAST_PASSWORD)
  await second.goto('/admin/datenschutzerklaerung/entwurf')
  await second.getByRole('button', { name: `Fassung ${next} freigeben und veröffentlichen` }).click()
  await expect(second.getByRole('status').filter({ hasText: 'Die Fassung ist veröffentlicht.' })).toBeVisible()
  await second.context().close()

  // Staff are told after the second step of their sign-in, once; whoever comes back after a long time before the check of the data.
  const again = await other()
  await again.goto('/anmelden')
  await fillSignIn(again, admin.email)
  await again.getByRole('textbox', { name: 'Code' }).fill(codeOf(secret, { inSeconds: 30 }))
  await again.getByRole('main').getByRole('button', { name: 'Anmelden' }).click()
  await expect(again.getByRole('heading', { level: 1 })).toHaveText('Wir ändern die Datenschutzerklärung')
  await again.context().close()
  await portal.sql(
    `INSERT INTO inactivity_notice (account_id, inactive_since, policy_version)
     SELECT id, now() - interval '2 years', 1 FROM account WHERE id = $1`,
    [silent.accountId],
  )
  const back = await other()
  await signIn(back, silent)
  await expect(back.getByRole('heading', { level: 1 })).toHaveText('Wir ändern die Datenschutzerklärung')
  await back.getByRole('link', { name: 'Später' }).click()
  await expect(back.getByRole('heading', { level: 1 })).toHaveText('Sind Ihre Daten noch aktuell?')
  await back.context().close()

  // A member is told by e-mail, after the sign-in once, and on every page until it is confirmed.
  await portal.cron('announcements')
  const mail = (await portal.mailsTo(member.email)).at(-1)
  expect(mail?.subject).toContain('Wir ändern die Datenschutzerklärung')
  const theirs = await other()
  await theirs.goto(linkIn(mail, `/datenschutz/versionen/${next}/aenderungen`))
  // Marked for the eye, and in words for screen readers.
  await expect(theirs.locator('ins').filter({ hasText: 'Das ist neu.' })).toContainText('[neu: Das ist neu.]')
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
  await page.getByLabel('Gespräch mit dem Mitglied').check()
  await page.getByRole('button', { name: 'Entscheidung festhalten' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Die Entscheidung ist festgehalten.' })).toBeVisible()

  // A letter that withdraws it is entered by staff; the member is told. Then there is another objection.
  await page.getByRole('link', { name: 'Alle Widersprüche' }).click()
  await page.getByRole('link', { name: 'Sommer, Jana' }).first().click()
  await page.getByRole('button', { name: 'Rücknahme eintragen' }).click()
  await expect(page.getByRole('link', { name: 'Bitte geben Sie den Wortlaut der Rücknahme ein.' })).toBeVisible()
  await page.getByLabel('Wortlaut der Rücknahme').fill('Ich nehme alles zurück.')
  await page.getByRole('button', { name: 'Rücknahme eintragen' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Die Rücknahme ist eingetragen.' })).toBeVisible()
  await expect(page.getByText('Ich nehme alles zurück.')).toBeVisible()
  await expectSound(page)
  expect((await portal.mailsTo(member.email)).at(-1)?.text?.replace(/\s+/g, ' ')).toContain(
    'mit einem Schreiben zurückgezogen',
  )
  await theirs.goto('/datenschutz/widerspruch')
  await theirs.getByRole('button', { name: `Fassung ${next} widersprechen` }).click()
  await expect(theirs.getByRole('status').filter({ hasText: 'Ihr Widerspruch ist eingegangen.' })).toBeVisible()

  // It can be withdrawn.
  await theirs.goto('/datenschutz/widerspruch')
  await theirs.getByRole('button', { name: 'Widerspruch zurückziehen' }).click()
  await expect(theirs.getByRole('status').filter({ hasText: 'Ihr Widerspruch ist zurückgezogen.' })).toBeVisible()
  await theirs.context().close()

  // The ledger, and the versions for everybody; on paper only the text.
  await page.goto(`/admin/mitglieder/${member.accountId}?anlass=policy`)
  await expect(page.getByRole('table', { name: 'Bekanntmachungen an das Mitglied' })).toContainText('Frist läuft')
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
  test.use({ expectedErrors: [/status of (401|413)/] })

  test('leaves what was written in the form: a draft survives, and is stored after a new sign-in @nojs', async ({
    page,
    ownPortal: portal,
    javaScriptEnabled,
  }) => {
    test.setTimeout(120_000)
    const admin = await seedMember(portal, { role: 'admin' })
    await signIn(page, admin)
    const secret = await setUpFactor(page, CAST_PASSWORD)
    await page.goto('/admin/datenschutzerklaerung')
    const begin = page.getByRole('button', { name: 'Entwurf beginnen' })
    if (await begin.count()) await begin.click()
    else await page.goto('/admin/datenschutzerklaerung/entwurf')
    const text = page.getByLabel('Text der Datenschutzerklärung')
    const written = `${await text.inputValue()}\n\nNicht verlieren.`
    await text.fill(written)
    await page.getByLabel('Was sich ändert').fill('Nichts geht verloren.')
    await portal.sql('DELETE FROM session WHERE account_id = $1', [admin.accountId])
    const save = page.getByRole('button', { name: 'Entwurf speichern' })
    await save.click()
    await expect(page.getByRole('alert').filter({ hasText: 'Ihre Sitzung ist abgelaufen' })).toBeVisible()
    await expect(text).toHaveValue(written)
    await expectSound(page)

    // As often as it takes.
    await save.click()
    await expect(page.getByRole('alert').filter({ hasText: 'Ihre Sitzung ist abgelaufen' })).toBeVisible()
    await expect(text).toHaveValue(written)

    // Signed in in another window, the same form is stored; a mistake in it loses nothing either.
    const window = await page.context().newPage()
    await window.goto('/anmelden')
    await fillSignIn(window, admin.email)
    await window.getByRole('textbox', { name: 'Code' }).fill(codeOf(secret, { inSeconds: 30 }))
    await window.getByRole('main').getByRole('button', { name: 'Anmelden' }).click()
    await expect(window.getByRole('button', { name: 'Abmelden' })).toBeVisible()
    await window.close()
    await page.getByLabel('Zeit für die Antwort auf den Hinweis').fill('bald')
    await save.click()
    await expect(page.getByRole('link', { name: /Bitte geben Sie eine Zahl mit Tagen/ })).toBeVisible()
    await expect(text).toHaveValue(written)
    await page.getByLabel('Zeit für die Antwort auf den Hinweis').fill('4 Wochen')
    await save.click()
    await expect(page.getByRole('status').filter({ hasText: 'Der Entwurf ist gespeichert.' })).toBeVisible()
    await expect(text).toHaveValue(written)
    expect(await portal.sql('SELECT body FROM policy_version WHERE published_at IS NULL')).toEqual([{ body: written }])

    // Somebody else has thrown the draft away meanwhile.
    await text.fill(`${written} Auch jetzt nicht.`)
    if (javaScriptEnabled) {
      // Another button of the page asks first; the answer is no.
      const asked = page.waitForEvent('dialog')
      const pressed = page.getByRole('button', { name: 'Entwurf verwerfen' }).click()
      await (await asked).dismiss()
      await pressed
      expect(await portal.sql('SELECT FROM policy_version WHERE published_at IS NULL')).toHaveLength(1)
    }
    await portal.sql('DELETE FROM policy_version WHERE published_at IS NULL')
    await save.click()
    await expect(page.getByRole('alert').filter({ hasText: 'Diesen Entwurf gibt es nicht mehr.' })).toBeVisible()
    await expect(text).toHaveValue(`${written} Auch jetzt nicht.`)
  })

  test('is not needed to keep a text that is too long @nojs', async ({
    page,
    ownPortal: portal,
    javaScriptEnabled,
  }) => {
    const admin = await seedMember(portal, { role: 'admin' })
    await signIn(page, admin)
    await setUpFactor(page, CAST_PASSWORD)
    await page.goto('/admin/datenschutzerklaerung')
    await page.getByRole('button', { name: 'Entwurf beginnen' }).click()
    const text = page.getByLabel('Text der Datenschutzerklärung')
    const save = page.getByRole('button', { name: 'Entwurf speichern' })
    for (const size of [100_001, 300_000]) {
      const long = 'a'.repeat(size)
      await text.fill(long)
      await save.click()
      await expect(page.getByRole('link', { name: /Der Text darf höchstens 100.000 Zeichen/ })).toBeVisible()
      await expect(text).toHaveValue(long)
    }
    const huge = 'a'.repeat(10_000_000)
    await text.fill(huge)
    await save.click()
    if (javaScriptEnabled) {
      await expect(page.getByRole('alert').filter({ hasText: 'Ihre Eingabe ist zu groß' })).toBeVisible()
      expect((await text.inputValue()).length).toBe(huge.length)
    } else {
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Zu viele Daten')
    }
    await portal.sql('DELETE FROM policy_version WHERE published_at IS NULL')
  })

  test('leaves the reason of an objection @nojs', async ({ page, ownPortal: portal }) => {
    const member = await seedMember(portal)
    await portal.sql(
      `INSERT INTO policy_version (number, inactivity_period, response_period, objection_period, body, change_summary, published_at)
       SELECT number + 1, inactivity_period, response_period, objection_period, body, 'Neu', now() FROM policy_version
       ORDER BY number DESC LIMIT 1`,
    )
    await signIn(page, member)
    await page.goto('/datenschutz/widerspruch')
    const reason = page.getByLabel('Begründung').first()
    await reason.fill('Das bleibt stehen.')
    await portal.sql('DELETE FROM session WHERE account_id = $1', [member.accountId])
    await page
      .getByRole('button', { name: /widersprechen$/ })
      .first()
      .click()
    await expect(page.getByRole('alert').filter({ hasText: 'Ihre Sitzung ist abgelaufen' })).toBeVisible()
    await expect(reason).toHaveValue('Das bleibt stehen.')
    await expectSound(page)
    const window = await page.context().newPage()
    await signIn(window, member)
    await window.close()
    await page
      .getByRole('button', { name: /widersprechen$/ })
      .first()
      .click()
    await expect(page.getByRole('status').filter({ hasText: 'Ihr Widerspruch ist eingegangen.' })).toBeVisible()
    expect(await portal.sql('SELECT reason FROM policy_objection WHERE account_id = $1', [member.accountId])).toEqual([
      { reason: 'Das bleibt stehen.' },
    ])
  })
})
