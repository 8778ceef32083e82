import { crawl, kindOf } from '../support/crawl'
import { expect, handleOf, type PortalHandle, test } from '../support/e2e'
import { expectFits } from '../support/e2e-pages'
import { htmlFaults } from '../support/html-faults'
import { type Portal, startPortal } from '../support/portal'
import { submitForm } from '../support/submit-form'

/**
 * Every page of a portal full of demo data that a visitor, a member or staff reach by links: the HTML of each is what the standard asks
 * for, and one of each kind fits a phone and text of twice the size (A-F3, A-F8; WCAG 1.4.4, 1.4.10).
 */
let running: Portal
let portal: PortalHandle & { close(): Promise<void> }

test.beforeAll(async () => {
  test.setTimeout(240_000)
  running = await startPortal({ DEMO: '1' })
  portal = await handleOf(running.url, running.dataDir)
})
test.afterAll(async () => {
  await portal?.close()
  await running?.stop()
})

const doors = [
  { who: 'visitor', from: '/', least: 20 },
  { who: 'member', from: '/mein-profil', least: 60 },
  { who: 'admin', from: '/admin', least: 90 },
  { who: 'dpo', from: '/admin', least: 90 },
] as const

for (const { who, from, least } of doors) {
  test(`the pages of the ${who} are valid HTML, and fit a phone and large text`, async ({ browser }) => {
    test.setTimeout(400_000)
    const cookie = who === 'visitor' ? '' : await sessionOf(who)
    const pages = await crawl(running.url, [from], { cookie })
    expect(pages.length).toBeGreaterThan(least)
    const faults = pages.flatMap(({ path, html }) => htmlFaults(html).map((fault) => `${path}: ${fault}`))
    expect(faults).toEqual([])

    const context = await browser.newContext({ javaScriptEnabled: false, extraHTTPHeaders: cookie ? { cookie } : {} })
    const page = await context.newPage()
    const kinds = new Map(pages.map(({ path }) => [kindOf(path.replace(/\?.*/, '')), path]))
    for (const path of kinds.values()) {
      await page.goto(running.url + path)
      await expectFits(page)
    }
    await context.close()
  })
}

/** Signs a demo account in as a browser without scripts does; staff with a proved second factor. */
async function sessionOf(role: 'member' | 'admin' | 'dpo'): Promise<string> {
  const account = running.output().match(new RegExp(`^ +${role} +(\\S+@\\S+) +(\\S.*?)(?: {2}|$)`, 'm'))
  const [, email = '', password = ''] = account ?? []
  const answer = await submitForm(running.url, '/anmelden', { email, password })
  const cookie = answer.headers.getSetCookie().find((line) => line.includes('portal-session='))
  if (!cookie) throw new Error(`signing ${email} in was answered with ${answer.status}`)
  await portal.sql(
    `UPDATE session SET factor_at = now() WHERE account_id = (SELECT id FROM account WHERE email = $1)`,
    [email],
  )
  return cookie.split(';')[0] ?? ''
}
