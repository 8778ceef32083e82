import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromiumPath } from '../tests/support/chromium'
import { median, type Row } from './row'
import { type BenchServers } from './servers'

const RUNS = 3
const PAGES = ['/', '/registrieren', '/anmelden', '/datenschutz', '/kontakt']
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const

/** Lighthouse as a phone sees the page: median of the runs; performance ≥ 95, the other three 100. */
export async function benchLighthouse({ portal }: BenchServers): Promise<Row[]> {
  const rows: Row[] = []
  for (const page of PAGES) {
    const runs: number[][] = []
    for (let run = 0; run < RUNS; run++) runs.push(await audit(portal.url + page))
    const scores = CATEGORIES.map((_, index) => median(runs.map((run) => run[index] ?? 0)))
    rows.push({
      what: `Lighthouse (mobile) of ${page}`,
      value: scores.join(' / '),
      floor: '–',
      target: '≥ 95 / 100 / 100 / 100',
      met: scores.every((score, index) => score >= (index === 0 ? 95 : 100)),
    })
  }
  return rows
}

async function audit(url: string): Promise<number[]> {
  const report = path.join(tmpdir(), `lighthouse-${process.pid}.json`)
  const flags =
    '--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'
  const child = spawn(
    process.execPath,
    [
      'bench/node_modules/lighthouse/cli/index.js',
      url,
      '--quiet',
      '--output=json',
      `--output-path=${report}`,
      `--only-categories=${CATEGORIES.join(',')}`,
      `--chrome-flags=${flags}`,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, CHROME_PATH: chromiumPath() } },
  )
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`lighthouse ended with ${code} for ${url}`)
  const { categories } = JSON.parse(readFileSync(report, 'utf8')) as {
    categories: Record<string, { score: number | null }>
  }
  rmSync(report, { force: true })
  return CATEGORIES.map((name) => Math.round((categories[name]?.score ?? 0) * 100))
}
