import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import { chromiumPath } from '../tests/support/chromium'
import { type Row } from './row'
import { type BenchServers } from './servers'

const KB = 1000
const PAGES = ['/', '/registrieren', '/anmelden', '/datenschutz', '/kontakt']

/** What a public page costs over the wire (gzip): scripts above a bare page, styles, fonts. */
export async function benchWeight({ portal, bare }: BenchServers): Promise<Row[]> {
  const floor = await scriptBytes(bare.url, '/')
  const rows: Row[] = []
  for (const page of PAGES) {
    const bytes = await scriptBytes(portal.url, page)
    const above = (bytes - floor) / KB
    rows.push({
      what: `JavaScript of ${page}, gzip`,
      value: `${(bytes / KB).toFixed(1)} kB`,
      floor: `${(floor / KB).toFixed(1)} kB (bare page)`,
      target: '≤ 10 kB above the bare page',
      met: above <= 10,
    })
  }
  const styles = await linkedBytes(
    portal.url,
    '/',
    /<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"|<link[^>]+href="([^"]+)"[^>]+rel="stylesheet"/g,
  )
  rows.push({
    what: 'CSS, gzip',
    value: `${(styles / KB).toFixed(1)} kB`,
    floor: '–',
    target: '≤ 25 kB',
    met: styles <= 25 * KB,
  })
  const fonts = readdirSync('app/fonts')
    .filter((file) => file.endsWith('.woff2'))
    .map((file) => readFileSync(path.join('app/fonts', file)).length)
  const total = fonts.reduce((sum, size) => sum + size, 0)
  rows.push({
    what: `fonts (${fonts.length} files)`,
    value: `${(total / KB).toFixed(1)} kB`,
    floor: '–',
    target: '≤ 70 kB in all',
    met: total <= 70 * KB,
  })
  const all = await firstVisit(portal.url)
  rows.push({
    what: 'first visit of /, all bytes',
    value: `${(all / KB).toFixed(1)} kB`,
    floor: '–',
    target: '≤ 280 kB',
    met: all <= 280 * KB,
  })
  return rows
}

/** What the server sends to a browser with an empty cache, headers apart; gzip. */
async function firstVisit(url: string): Promise<number> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ extraHTTPHeaders: { 'accept-encoding': 'gzip' } })
    const bytes: Promise<number>[] = []
    page.on('requestfinished', (request) =>
      bytes.push(request.sizes().then(({ responseBodySize }) => responseBodySize)),
    )
    await page.goto(url, { waitUntil: 'networkidle' })
    return (await Promise.all(bytes)).reduce((sum, size) => sum + size, 0)
  } finally {
    await browser.close()
  }
}

/** Scripts that a modern browser loads for a page; `nomodule` ones are not counted. */
async function scriptBytes(base: string, page: string): Promise<number> {
  const html = await (await fetch(base + page)).text()
  const sources = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)]
    .filter(([tag]) => !/nomodule/i.test(tag))
    .map(([, source]) => source)
  return sizeOf(base, sources)
}

async function linkedBytes(base: string, page: string, pattern: RegExp): Promise<number> {
  const html = await (await fetch(base + page)).text()
  return sizeOf(
    base,
    [...html.matchAll(pattern)].map((match) => match[1] ?? match[2]),
  )
}

async function sizeOf(base: string, sources: (string | undefined)[]): Promise<number> {
  let bytes = 0
  for (const source of new Set(sources)) {
    if (!source) continue
    const body = await (await fetch(new URL(source.replaceAll('&amp;', '&'), base))).arrayBuffer()
    bytes += gzipSync(Buffer.from(body), { level: 9 }).length
  }
  return bytes
}
