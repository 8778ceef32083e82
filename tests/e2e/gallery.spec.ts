import { execFileSync } from 'node:child_process'
import { expect, expectAccessible, test } from '../support/e2e'
import { expectFits } from '../support/e2e-pages'
import { htmlFaults } from '../support/html-faults'

/**
 * All parts that pages are made of (app/galerie), in the frame and with the styles of the portal as it was built: accessible in light and
 * dark, nothing wider than a phone, text of twice the size, valid HTML. The development server alone has the page.
 */
const gallery = execFileSync(process.execPath, ['--import', 'tsx', 'tests/support/gallery-html.tsx'], {
  encoding: 'utf8',
  env: { ...process.env, NODE_ENV: 'production' },
})

test('the parts of the pages are sound in every state @nojs', async ({ page, portal }) => {
  test.slow()
  expect((await page.goto('/galerie'))?.status(), 'in production').toBe(404)
  const frame = await (await fetch(`${portal.url}/impressum`, { headers: { accept: 'text/html' } })).text()
  const html = frame
    // The scripts of that page know nothing of these parts.
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(
      /(<main[^>]*>)[\s\S]*(<\/main>)/,
      (_, start, end) => `${start}${gallery.replace(/<title>.*?<\/title>/g, '')}${end}`,
    )
  expect(htmlFaults(html)).toEqual([])
  await page.route('**/galerie', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }))
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto('/galerie')
  await expect(page.getByRole('heading', { level: 1, name: 'Galerie' })).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
    const folder = process.env.SHOTS
    if (folder) await page.screenshot({ path: `${folder}/galerie-${colorScheme}.png`, fullPage: true })
  }
  await expectFits(page)
  await expectAccessible(page)
})
