import { type CrawledPage, crawl } from '../support/crawl'
import { expect, linkIn, type PortalHandle, test } from '../support/e2e'
import { submitForm } from '../support/submit-form'

/** DS-01: the policy is one click away on every page, signed in or not, and on error pages. */

const password = 'Rennsteig im Nebel 42'

test('one click leads from any page to the policy (DS-01) @nojs', async ({ page }) => {
  for (const path of ['/', '/registrieren', '/gibt-es-nicht']) {
    await page.goto(path)
    await page.getByRole('contentinfo').getByRole('link', { name: 'Datenschutz' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Datenschutzerklärung' })).toBeVisible()
  }
})

test('every page for visitors links to the policy', async ({ baseURL }) => {
  const pages = await crawl(baseURL ?? '', ['/'])
  expect(pages.length).toBeGreaterThan(8)
  expectPolicyLink(pages)
})

test('every page for members and for staff links to the policy', async ({ portal }) => {
  test.slow()
  const email = `ueberall-${Date.now()}@beispiel.test`
  const member = await signedIn(email, portal)
  const pages = await crawl(portal.url, ['/mein-profil'], { cookie: member })
  expect(pages.map(({ path }) => path)).toEqual(expect.arrayContaining(['/mein-profil', '/mein-profil/loeschen']))
  await portal.sql(`UPDATE account SET role = 'admin' WHERE email = $1`, [email])
  await portal.sql(
    `UPDATE session SET factor_at = now() WHERE account_id = (SELECT id FROM account WHERE email = $1)`,
    [email],
  )
  const staffPages = await crawl(portal.url, ['/admin'], { cookie: member })
  expect(staffPages.map(({ path }) => path)).toContain('/admin/mitglieder')
  expectPolicyLink([...pages, ...staffPages])
})

const refusals: [string, number, string, RequestInit][] = [
  ['a page that does not exist', 404, '/gibt-es-nicht', {}],
  ['a version that does not exist', 404, '/datenschutz/versionen/99', {}],
  ['a version with a strange number', 404, '/datenschutz/versionen/1e0', {}],
  ['a method that no page has', 405, '/', { method: 'DELETE' }],
  ['a form from somebody else', 403, '/anmelden', { method: 'POST', headers: { origin: 'https://fremd.example' } }],
  ['far too much text', 413, '/kontakt', { method: 'POST', body: 'x'.repeat(1_100_000) }],
  [
    'far too much text in pieces',
    413,
    '/kontakt',
    { method: 'POST', body: new Blob(['x'.repeat(1_100_000)]).stream(), duplex: 'half' } as RequestInit,
  ],
]
for (const [what, status, path, init] of refusals) {
  test(`the answer ${status} to ${what} links to the policy`, async ({ baseURL }) => {
    const answer = await fetch(baseURL + path, { ...init, headers: { accept: 'text/html', ...init.headers } })
    expect(answer.status).toBe(status)
    expectPolicyLink([{ path, status, html: await answer.text() }])
  })
}

test('a member who opens a page for staff is refused on a page that links to the policy', async ({ portal }) => {
  const cookie = await signedIn(`neugierig-${Date.now()}@beispiel.test`, portal)
  const answer = await fetch(`${portal.url}/admin`, { headers: { cookie } })
  expect(answer.status).toBe(403)
  expectPolicyLink([{ path: '/admin', status: 403, html: await answer.text() }])
})

test('registering without the tick is refused, and nothing is stored (DS-01)', async ({ portal }) => {
  const email = `ohne-haken-${Date.now()}@beispiel.test`
  const { acceptPolicy: _, ...fields } = registration(email)
  const answer = await submitForm(portal.url, '/registrieren', fields)
  expect(await answer.text()).toContain('Stimmen Sie der Datenschutzerklärung zu, um sich zu registrieren.')
  expect(await portal.sql('SELECT 1 FROM account WHERE email = $1', [email])).toEqual([])
})

test('the policy reads well: number, contents, sections, all versions, print view', async ({ page }) => {
  await page.goto('/datenschutz')
  await expect(page.getByText(/^Fassung 1, veröffentlicht am \d+\. \p{L}+ \d{4}$/u)).toBeVisible()
  const contents = page.getByRole('navigation', { name: 'Inhalt' })
  await contents.getByRole('link', { name: '5. Löschung bei Inaktivität' }).click()
  await expect(page).toHaveURL(/#loeschung-bei-inaktivitaet$/)
  await expect(page.getByRole('heading', { name: '5. Löschung bei Inaktivität' })).toBeInViewport()
  await contents.getByRole('link', { name: 'Alle Fassungen' }).click()
  await page.getByRole('link', { name: 'Fassung 1' }).click()
  await expect(page).toHaveURL('/datenschutz/versionen/1')
  await page.emulateMedia({ media: 'print' })
  await expect(contents).toBeHidden()
  await expect(page.getByRole('heading', { name: '13. Ihre Rechte' })).toBeVisible()
})

function expectPolicyLink(pages: CrawledPage[]): void {
  const without = pages.filter(({ html }) => !/<footer[\s\S]*<a\s[^>]*href="\/datenschutz"[\s\S]*<\/footer>/.test(html))
  expect(without.map(({ path, status }) => `${status} ${path}`)).toEqual([])
}

/** Registers, confirms and signs in without a browser; returns the cookie of the session. */
async function signedIn(email: string, portal: PortalHandle): Promise<string> {
  // All browser tests come from one network, which may register five times an hour.
  await portal.sql('DELETE FROM throttle')
  await submitForm(portal.url, '/registrieren', registration(email))
  const [mail] = await portal.mailsTo(email)
  const link = new URL(linkIn(mail, '/registrieren/bestaetigen'))
  await submitForm(portal.url, link.pathname + link.search, { password })
  const answer = await submitForm(portal.url, '/anmelden', { email, password })
  const cookie = answer.headers.getSetCookie().find((line) => line.includes('portal-session='))
  if (!cookie) throw new Error(`signing in was answered with ${answer.status}`)
  return cookie.split(';')[0] ?? ''
}

function registration(email: string) {
  return { surname: 'Muster', givenName: 'Erika', email, memberGroup: 'private_person', password, acceptPolicy: 'yes' }
}
