import { type Page } from '@playwright/test'
import { pageDescriptions } from '@/components/layout/description'
import { expect, type PortalHandle, test } from '../support/e2e'
import { seedMember } from '../support/e2e-member'
import { enter, expectSound, fillSignIn } from '../support/e2e-pages'

/** DS-07 in a browser: from the first word of a draft to a page that everybody finds, and no address anywhere (DS-08). */

async function aVerifiedMember(portal: PortalHandle) {
  const member = await seedMember(portal)
  await portal.sql('UPDATE account SET verified_at = now() WHERE id = $1', [member.accountId])
  return member
}

/** Staff release what waits; the page for that belongs to the moderation and has a journey of its own. */
async function release(portal: PortalHandle, id: string): Promise<void> {
  await portal.sql(
    `UPDATE publication SET submitted_at = NULL, published_at = now(), confirmed_at = now(), shown_until = current_date + 30 WHERE id = $1`,
    [id],
  )
}

async function begin(page: Page, kind: string): Promise<string> {
  await page.goto('/meine-angebote')
  await page.getByRole('link', { name: 'Neu veröffentlichen' }).click()
  await page.getByLabel(new RegExp(`^${kind}:`)).check()
  await page.getByRole('button', { name: 'Weiter zum Entwurf' }).click()
  await page.waitForURL(/\/meine-angebote\/[0-9a-f-]{36}$/)
  return page.url().split('/').at(-1) ?? ''
}

async function fill(page: Page, title: string): Promise<void> {
  await page.getByLabel('Titel', { exact: true }).fill(title)
  await page.getByLabel('Kurzbeschreibung').fill('Ein Abend für alle, die mehr wissen möchten.')
  await page.getByLabel('Beschreibung', { exact: false }).last().fill('**Programm** folgt.\n\n- Begrüßung\n- Gespräch')
  await page.getByLabel('Thema', { exact: true }).selectOption('digital')
  await page.getByLabel('Vor Ort oder online').selectOption('on_site')
  await page.getByLabel('Ort', { exact: true }).fill('Erfurt')
  await page.getByLabel('Beginnt am').fill('2031-03-05')
  await page.getByLabel('Was kostet es?').selectOption('free')
}

test('an event: drafted, looked at, handed in, found, put into a calendar, taken back @nojs', async ({
  page,
  portal,
}) => {
  test.setTimeout(180_000)
  const member = await aVerifiedMember(portal)
  await enter(page, portal, member)
  for (const path of ['/meine-angebote', '/meine-angebote/neu']) {
    await page.goto(path)
    await expectSound(page)
  }
  const id = await begin(page, 'Veranstaltung')
  await expectSound(page)

  // What is missing is said in the preview, and nothing is lost.
  await page.getByLabel('Titel', { exact: true }).fill('Digitaler Abend')
  await page.getByRole('button', { name: 'Speichern und Vorschau ansehen' }).click()
  await page.waitForURL(/vorschau$/)
  await expect(page.getByText('Das fehlt noch')).toBeVisible()
  await expectSound(page)
  await page.getByRole('link', { name: 'Weiter bearbeiten' }).click()
  await expect(page.getByLabel('Titel', { exact: true })).toHaveValue('Digitaler Abend')

  const title = `Digitaler Abend ${id.slice(-6)}`
  await fill(page, title)
  await page.getByRole('button', { name: 'Entwurf speichern' }).click()
  await expect(page.getByText('Ihr Entwurf ist gespeichert.')).toBeVisible()
  await expect(page.getByLabel('Ort', { exact: true })).toHaveValue('Erfurt')
  await page.getByRole('button', { name: 'Speichern und Vorschau ansehen' }).click()
  await page.getByRole('button', { name: 'Zur Prüfung einreichen' }).click()
  await expect(page.getByText('Eingereicht. Wir prüfen Ihren Text')).toBeVisible()
  await expectSound(page)
  expect((await page.goto(`/angebote/${id}`))?.status()).toBe(404)

  await release(portal, id)
  await page.goto(`/angebote?suche=${encodeURIComponent(title)}`)
  await expectSound(page)
  await page.getByRole('link', { name: title }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
  await expect(page.getByText('Glaswerk Jena').first()).toBeVisible()
  await expect(page.getByRole('link', { name: /Nachricht an Glaswerk Jena/ })).toHaveAttribute('href', /art=angebot/)
  await expect(page.getByRole('link', { name: 'Angebot melden' })).toBeVisible()
  await expectSound(page)

  // Everything that programs read, and no address of the author in any of it.
  const readByPrograms = [
    `/angebote/${id}`,
    '/angebote',
    '/angebote/rss.xml',
    '/angebote/atom.xml',
    `/angebote/${id}/kalender.ics`,
    '/sitemap.xml',
  ]
  for (const path of readByPrograms) {
    const answer = await page.request.get(path)
    expect(answer.status(), path).toBe(200)
    const text = await answer.text()
    expect(text, path).not.toContain(member.email)
    expect(text, path).not.toContain('Sommer')
    if (path !== '/angebote') expect(text, path).toContain(path.endsWith('.ics') ? 'BEGIN:VEVENT' : id)
  }
  const html = await (await page.request.get(`/angebote/${id}`)).text()
  const data = html.match(/<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/)?.[1]
  expect(JSON.parse(data ?? '{}')).toMatchObject({
    '@type': 'Event',
    name: title,
    organizer: { name: 'Glaswerk Jena' },
  })
  expect(await (await page.request.get('/robots.txt')).text()).toContain('/sitemap.xml')

  // It falls out: everybody reads it, and calendars that hold it.
  await page.goto(`/meine-angebote/${id}`)
  await page.getByText('Fällt aus oder ist verschoben?').click()
  await page.getByRole('button', { name: 'Fällt aus', exact: true }).click()
  await expect(page.getByText('Alle sehen jetzt, dass die Veranstaltung ausfällt.')).toBeVisible()
  await expectSound(page)
  await page.goto(`/angebote/${id}`)
  await expect(page.getByText('Diese Veranstaltung fällt aus')).toBeVisible()
  await expectSound(page)
  await shot(page, 'angebot')
  await page.goto(`/angebote?suche=${encodeURIComponent(title)}&form=vor-ort`)
  await expect(page.getByRole('link', { name: `Fällt aus: ${title}` })).toBeVisible()
  await shot(page, 'angebote')
  const calendar = await page.request.get(`/angebote/${id}/kalender.ics`)
  expect(await calendar.text()).toContain('STATUS:CANCELLED')
  const etag = calendar.headers().etag ?? ''
  const again = await page.request.get(`/angebote/${id}/kalender.ics`, { headers: { 'if-none-match': etag } })
  expect(again.status()).toBe(304)

  await page.goto(`/meine-angebote/${id}`)
  await page.getByRole('button', { name: 'Zurückziehen' }).click()
  await expect(page.getByText('Zurückgezogen. Außer Ihnen sieht es niemand mehr.')).toBeVisible()
  await expectSound(page)
  const gone = await page.goto(`/angebote/${id}`)
  expect(gone?.status()).toBe(410)
  await expectSound(page)
})

test('a search that finds nothing leads on, and its list has feeds and a calendar of its own @nojs', async ({
  page,
}) => {
  await page.goto('/angebote?suche=Excel+Bergbauquantenphysik')
  await expect(page.getByText('Dazu haben wir gerade nichts gefunden')).toBeVisible()
  await expectSound(page)
  await shot(page, 'nichts-gefunden')
  await page.goto('/angebote?thema=digital&von=2031-02-01&bis=2031-01-01')
  await expect(page.getByText('„Von“ liegt nach „Bis“')).toBeVisible()
  await expectSound(page)
  for (const name of ['RSS', 'Atom', 'Kalender der Veranstaltungen']) {
    const address = await page.getByRole('link', { name, exact: true }).getAttribute('href')
    expect(address).toContain('?thema=digital')
    expect((await page.request.get(address ?? '')).status()).toBe(200)
  }
  expect((await page.request.get('/sitemap.xml?teil=99')).status()).toBe(404)
})

test('each public page describes itself for search engines and messengers', async ({ page }) => {
  const seen = new Set<string>()
  for (const [path, { title }] of Object.entries(pageDescriptions)) {
    await page.goto(path)
    const descriptions = page.locator('head meta[name="description"]')
    await expect(descriptions, path).toHaveCount(1)
    seen.add((await descriptions.getAttribute('content')) ?? '')
    await expect(page.locator('head meta[property="og:title"]'), path).toHaveAttribute('content', title)
    await expect(page.locator('head link[rel="canonical"]'), path).toHaveCount(1)
  }
  expect(seen.size).toBe(Object.keys(pageDescriptions).length)
})

/** For whoever wants to look at it: on screen, on a phone, in the dark, on paper. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS
  if (!folder) return
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
  await page.emulateMedia({ media: 'print' })
  await page.screenshot({ path: `${folder}/${name}-papier.png`, fullPage: true })
  await page.emulateMedia({ media: 'screen', colorScheme: 'dark' })
  await page.setViewportSize({ width: 320, height: 800 })
  await page.screenshot({ path: `${folder}/${name}-klein-dunkel.png`, fullPage: true })
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 720 })
}

test('a mistake in a field is named, and everything that was written stays @nojs', async ({ page, portal }) => {
  await enter(page, portal, await aVerifiedMember(portal))
  await begin(page, 'Angebot')
  await page.getByLabel('Titel', { exact: true }).fill('Kurs mit Fehler')
  await page.getByLabel('Link', { exact: false }).last().fill('javascript:alert(1)')
  await page.getByRole('button', { name: 'Entwurf speichern' }).click()
  await expect(page.getByText('Bitte geben Sie eine Internetadresse an').first()).toBeVisible()
  await expect(page.getByLabel('Titel', { exact: true })).toHaveValue('Kurs mit Fehler')
})

test.describe('an expired session', () => {
  // The browser names the answer to the form that could not be kept.
  test.use({ expectedErrors: [/status of 401/] })

  test('a draft is kept by itself, and what could not be kept comes back after a new sign-in', async ({
    page,
    portal,
  }) => {
    const member = await aVerifiedMember(portal)
    await enter(page, portal, member)
    const id = await begin(page, 'Information')
    await page.getByLabel('Titel', { exact: true }).fill('Von selbst gespeichert')
    await expect(page.getByText('Von selbst gespeichert um')).toBeVisible({ timeout: 15_000 })
    const [row] = await portal.sql<{ title: string }>('SELECT title FROM publication WHERE id = $1', [id])
    expect(row?.title).toBe('Von selbst gespeichert')

    // Sent while it is being kept: nothing is stale.
    await page.getByLabel('Kurzbeschreibung').fill('Das Ende der Sitzung nimmt nichts mit.')
    await page.waitForTimeout(2_050)
    await page.getByRole('button', { name: 'Entwurf speichern' }).click()
    await expect(page.getByText('Ihr Entwurf ist gespeichert.')).toBeVisible()

    await portal.sql('DELETE FROM session WHERE account_id = $1', [member.accountId])
    await page.getByLabel('Titel', { exact: true }).fill('Nach dem Ende der Sitzung geschrieben')
    await expect(page.getByText('Ihre Sitzung ist abgelaufen')).toBeVisible({ timeout: 15_000 })
    await page.goto('/anmelden')
    await fillSignIn(page, member.email)
    await expect(page.getByRole('button', { name: 'Abmelden' })).toBeVisible()
    await page.goto(`/meine-angebote/${id}`)
    await expect(page.getByLabel('Titel', { exact: true })).toHaveValue('Nach dem Ende der Sitzung geschrieben')
    await expect(page.getByText('Von selbst gespeichert um')).toBeVisible({ timeout: 15_000 })
  })
})

// With scripts the form itself keeps it.
test('without scripts, what was written is given back when the session has ended @nojs-only', async ({
  page,
  portal,
}) => {
  const member = await aVerifiedMember(portal)
  await enter(page, portal, member)
  await begin(page, 'Angebot')
  await portal.sql('DELETE FROM session WHERE account_id = $1', [member.accountId])
  await page.getByLabel('Titel', { exact: true }).fill('Nicht verloren')
  await page.getByRole('button', { name: 'Entwurf speichern' }).click()
  await expect(page.getByText('Ihre Sitzung ist abgelaufen').first()).toBeVisible()
  await expect(page.getByLabel('Titel', { exact: true })).toHaveValue('Nicht verloren')
})

test('a member who is not verified yet sees what is missing @nojs', async ({ page, portal }) => {
  await enter(page, portal, await seedMember(portal))
  await page.goto('/meine-angebote')
  await expect(page.getByText('Wir prüfen Ihr Konto noch')).toBeVisible()
  await expectSound(page)
  expect((await page.goto('/meine-angebote/neu'))?.status()).toBe(403)
})
