import { expect, test } from '../support/e2e'

/**
 * Public pages are drawn once a second and handed out to everybody (docs/decisions/0024): they must be the same for every visitor, but
 * for the nonce, which belongs to one answer alone (S-K1).
 */
const keptPages = [
  '/',
  '/datenschutz',
  '/impressum',
  '/barrierefreiheit',
  '/nutzungsregeln',
  '/registrieren',
  '/anmelden',
  '/kontakt',
  '/angebote',
  '/angebote?suche=Excel',
]

type Answer = { html: string; nonce: string }

async function get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(url, { headers })
  expect(response.status).toBe(200)
  const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? ''
  const html = await response.text()
  expect(html).toContain(`nonce="${nonce}"`)
  expect(html.match(/<script[^>]*>/g)?.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([])
  // The data for React follow the page, in an order that differs from drawing to drawing.
  return { html: html.slice(0, html.indexOf('self.__next_f')).replaceAll(nonce, ''), nonce }
}

for (const path of keptPages) {
  test(`${path} is the same for every visitor but for the nonce`, async ({ baseURL }) => {
    // Other tests publish meanwhile.
    await expect(async () => {
      const url = baseURL + path
      // Whoever brings a cookie gets a page drawn for them.
      const drawn = [await get(url, { cookie: 'fremd=1' }), await get(url, { cookie: 'fremd=2' })]
      const kept = [await get(url), await get(url), await get(url)]
      expect(new Set([...drawn, ...kept].map(({ nonce }) => nonce)).size).toBe(5)
      expect(new Set([...drawn, ...kept].map(({ html }) => html)).size).toBe(1)
    }).toPass({ timeout: 20_000 })
  })
}

test('a kept page works in the browser: its scripts run, and its form is sent', async ({ page, baseURL }) => {
  await get(`${baseURL}/anmelden`)
  await page.goto('/anmelden')
  await page.getByLabel('E-Mail-Adresse').fill('niemand@beispiel.invalid')
  await page.getByLabel('Passwort', { exact: true }).fill('Rennsteig im Nebel 42')
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await expect(page.getByRole('alert').first()).toBeVisible()
})
