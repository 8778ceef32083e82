import { type Browser, chromium } from '@playwright/test'
import { chromiumPath } from '../tests/support/chromium'
import { median, type Row } from './row'
import { type BenchServers } from './servers'

const ROUNDS = 15
const PAGES = ['/', '/registrieren', '/datenschutz']

/** First and largest contentful paint in headless Chromium against the bare page, in turn within one run. */
export async function benchPaint({ portal, bare }: BenchServers): Promise<Row[]> {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-background-networking'],
  })
  try {
    const rows: Row[] = []
    for (const page of PAGES) {
      const pairs: { portal: Paint; floor: Paint }[] = []
      await paint(browser, portal.url + page)
      await paint(browser, `${bare.url}/`)
      for (let round = 0; round < ROUNDS; round++) {
        pairs.push({ portal: await paint(browser, portal.url + page), floor: await paint(browser, `${bare.url}/`) })
      }
      for (const kind of ['first', 'largest'] as const) {
        const ratio = median(pairs.map((pair) => pair.portal[kind] / pair.floor[kind]))
        rows.push({
          what: `${kind} contentful paint of ${page}`,
          value: `${Math.round(median(pairs.map((pair) => pair.portal[kind])))} ms`,
          floor: `${Math.round(median(pairs.map((pair) => pair.floor[kind])))} ms (bare page)`,
          ratio,
          target: '≤ 1.3',
          met: ratio <= 1.3,
        })
      }
    }
    return rows
  } finally {
    await browser.close()
  }
}

type Paint = { first: number; largest: number }

/** Milliseconds since navigation began, in a fresh profile. */
async function paint(browser: Browser, url: string): Promise<Paint> {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.goto(url, { waitUntil: 'load' })
    return await page.evaluate(
      () =>
        new Promise<Paint>((resolve) => {
          new PerformanceObserver((list) => {
            const largest = list.getEntries().at(-1)?.startTime
            const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime
            if (first !== undefined && largest !== undefined) setTimeout(() => resolve({ first, largest }), 100)
          }).observe({ type: 'largest-contentful-paint', buffered: true })
        }),
    )
  } finally {
    await context.close()
  }
}
