import { crawl } from '../support/crawl'
import { expect, test } from '../support/e2e'
import { seedMember } from '../support/e2e-member'

/**
 * DS-09, § 25 TDDDG: what a fresh browser loads and stores on the pages that anybody can see. A request to a foreign host fails any
 * browser test (tests/support/e2e.ts).
 */
const publicPages = [
  '/',
  '/registrieren',
  '/registrieren/bestaetigen?token=x',
  '/registrieren/nicht-ich?token=x',
  '/anmelden',
  '/passwort-vergessen',
  '/passwort-neu?token=x',
  '/datenschutz',
  '/datenschutz/versionen',
  '/datenschutz/versionen/1',
  '/angebote',
  '/nutzungsregeln',
  '/melden',
  '/nachrichten/neu',
  '/impressum',
  '/barrierefreiheit',
  '/kontakt',
  '/anliegen/bestaetigen?token=x',
  '/postfach',
  '/gibt-es-nicht',
]

test('every page that a visitor finds by links is among those looked at', async ({ baseURL }) => {
  const found = await crawl(baseURL ?? '', ['/'])
  const known = new Set(publicPages.map((path) => path.split('?')[0]))
  const unknown = found.map(({ path }) => path.split('?')[0] ?? '').filter((path) => !known.has(path))
  // Mails and publications have addresses of their own; a page of members leads visitors to the sign-in, which is known.
  expect(unknown.filter((path) => !/^\/(postfach|angebote|mein-profil)\//.test(path))).toEqual([])
})

test('a publication stores nothing and asks nobody else (A-C1, A-C2)', async ({ page, context, portal }) => {
  const { accountId } = await seedMember(portal)
  const [publication] = await portal.sql<{ id: string }>(
    `INSERT INTO publication (account_id, kind, title, summary, body, created_at, saved_at, published_at, confirmed_at, shown_until)
     VALUES ($1, 'notice', 'Lesesaal', 'Neu geöffnet.', 'Montags bis freitags.', now(), now(), now(), now(), current_date + 30) RETURNING id`,
    [accountId],
  )
  const answer = await page.goto(`/angebote/${publication?.id}`)
  expect(answer?.status()).toBe(200)
  await page.waitForLoadState('networkidle')
  expect(await context.cookies()).toEqual([])
  expect(await page.evaluate(storedByPage)).toEqual({ cookie: '', local: 0, session: 0, databases: 0, workers: 0 })
})

for (const path of publicPages) {
  test(`${path} stores nothing and asks nobody else (A-C1, A-C2)`, async ({ page, context, baseURL }) => {
    const asked: URL[] = []
    page.on('request', (request) => asked.push(new URL(request.url())))
    await page.goto(path)
    await page.waitForLoadState('networkidle')
    expect(await context.cookies()).toEqual([])
    expect(await page.evaluate(storedByPage)).toEqual({ cookie: '', local: 0, session: 0, databases: 0, workers: 0 })
    const own = new URL(baseURL ?? '').origin
    expect(asked.filter(({ protocol, origin }) => protocol !== 'data:' && origin !== own).map(String)).toEqual([])
    expect(asked.filter(({ pathname }) => pathname.startsWith('/api/')).map(String)).toEqual([])
  })
}

async function storedByPage() {
  return {
    cookie: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }
}
