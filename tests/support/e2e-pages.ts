import { type Page } from '@playwright/test'
import { encode } from 'next-auth/jwt'
import { expect, expectAccessible, type PortalHandle } from './e2e'
import { CAST_PASSWORD } from './e2e-member'
import { htmlFaults } from './html-faults'

/** Types address and password into the form that is open, and sends it. */
export async function fillSignIn(page: Page, email: string): Promise<void> {
  await page.getByRole('textbox', { name: 'E-Mail-Adresse' }).fill(email)
  await page.getByLabel('Passwort', { exact: true }).fill(CAST_PASSWORD)
  await page.getByRole('main').getByRole('button', { name: 'Anmelden' }).click()
}

/** Signs a member without a second factor in, and waits until that is done. */
export async function signIn(page: Page, { email }: { email: string }): Promise<void> {
  await page.goto('/anmelden')
  await fillSignIn(page, email)
  await expect(page.getByRole('button', { name: 'Abmelden' })).toBeVisible()
}

/**
 * Signed in without the pages of the sign-in, which have journeys of their own (account-life, second-factor): a session as password and,
 * for staff, second factor leave it behind. No page is open yet.
 */
export async function enter(page: Page, portal: PortalHandle, { accountId }: { accountId: string }): Promise<void> {
  const [session] = await portal.sql<{ id: string }>(
    `INSERT INTO session (account_id, device, expires_at, factor_at)
     SELECT id, 'Chrome auf Linux', now() + interval '8 hours', CASE WHEN role <> 'member' THEN now() END FROM account WHERE id = $1
     RETURNING id`,
    [accountId],
  )
  const value = await encode({ token: { sid: session?.id }, secret: portal.secret, salt: 'portal-session' })
  const cookie = { name: 'portal-session', value, url: portal.url, httpOnly: true, sameSite: 'Lax' } as const
  await page.context().addCookies([cookie])
}

/** Whoever goes on before the answer has come is still signed in. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Abmelden' }).click()
  await expect(page.getByText('Sie sind abgemeldet.')).toBeVisible()
}

/**
 * What holds for every page: German, one title, one h1, the four links of the footer, axe without findings in light and
 * dark, nothing to scroll sideways, valid HTML (A-F3, A-F8, A-F9, DS-01). Leaves a narrow window and the light colours.
 */
export async function expectSound(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  expect(await page.locator('title').count(), 'one title').toBe(1)
  await expect(page).toHaveTitle(/.+ – QualiService Thüringen$|^QualiService Thüringen/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  for (const name of ['Datenschutz', 'Impressum', 'Barrierefreiheit', 'Kontakt']) {
    await expect(page.getByRole('contentinfo').getByRole('link', { name, exact: true })).toBeVisible()
  }
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, { only: 'colours' })
  await page.emulateMedia({ colorScheme: 'light' })
  await expectFits(page)
  await expectValid(page)
}

/** What an act has led to, in the message above the page. */
export async function expectNotice(page: Page, text: string | RegExp, timeout = 15_000): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: text })).toBeVisible({ timeout })
}

/** Accessible, light and dark, wide and at 320 pixels. Set SHOTS to a folder to look at the pages. */
export async function look(page: Page, name: string): Promise<void> {
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [320, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, `${page.url()} scrolls sideways at ${width} px`).toBeLessThanOrEqual(0)
    const folder = process.env.SHOTS
    if (folder) await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true })
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
}

/** What the page sends next is held back until its text stands in a list as being sent. For pages with scripts. */
export async function expectUnderWay(page: Page, text: string): Promise<void> {
  await page.route('**', async function hold(route) {
    if (route.request().method() === 'POST') {
      await expect(
        page.getByRole('listitem').filter({ hasText: 'wird gesendet' }).filter({ hasText: text }),
      ).toBeVisible()
      await page.unroute('**', hold)
    }
    await route.fallback()
  })
}

/**
 * Nothing is wider than the page at 320 px, and nothing at 1280 px when the text is twice as large (A-F3, WCAG 1.4.4, 1.4.10): what
 * sticks out is named. Leaves a narrow window.
 */
export async function expectFits(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%'
  })
  expect(await stickingOut(page), `${page.url()} scrolls sideways with text of 200 %`).toEqual([])
  await page.evaluate(() => {
    document.documentElement.style.fontSize = ''
  })
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await stickingOut(page), `${page.url()} scrolls sideways at 320 px`).toEqual([])
}

/** The innermost elements that end right of the window; none where the page cannot be scrolled sideways. */
function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 0.5,
    )
    const inner = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)))
    return [`${scrollWidth} px`, ...inner.slice(0, 5).map((element) => element.outerHTML.slice(0, 200))]
  })
}

/** The HTML as the server sends it has nothing that the browser must repair (tests/support/html-faults.ts). */
export async function expectValid(page: Page): Promise<void> {
  const answer = await page.request.get(page.url(), { headers: { accept: 'text/html' } })
  expect(htmlFaults(await answer.text()), `HTML of ${page.url()}`).toEqual([])
}
