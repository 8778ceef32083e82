import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build, generateClient } from './lib/code'
import { provideChromium } from './lib/find-chromium'
import { fail, say } from './lib/progress'
import { run, stopRunning } from './lib/run'

/** `npm test`: every check and every test; one line with the sums at the end, exit code 1 if anything failed. */
type Tally = { passed: number; failed: number }

const tally: Tally = { passed: 0, failed: 0 }
const reports = mkdtempSync(path.join(tmpdir(), 'portal-reports-'))
process.env.NEXT_TELEMETRY_DISABLED = '1'

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopRunning()
    process.exit(1)
  })
}

await main().catch(fail)
rmSync(reports, { recursive: true, force: true })
console.log(`${tally.passed} passed, ${tally.failed} failed`)
process.exit(tally.failed === 0 ? 0 : 1)

async function main(): Promise<void> {
  await generateClient()
  await check('Lint and format', () => run(['node_modules/@biomejs/biome/bin/biome', 'ci', '.']))
  const isBuilt = await check('Build', () => build())
  await check('Types', () => run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit']))
  await check('Unused code', () => run(['node_modules/knip/bin/knip.js']))
  await suite('Vitest', vitest)
  if (!isBuilt) return say('Browser tests: not run, because there is no build')
  process.env.CHROMIUM_PATH = await provideChromium()
  await suite('Playwright', playwright)
}

async function check(name: string, work: () => Promise<void>): Promise<boolean> {
  const isFine = await work().then(
    () => true,
    (error: Error) => {
      console.error(error.message)
      return false
    },
  )
  tally[isFine ? 'passed' : 'failed'] += 1
  say(`${name}: ${isFine ? 'fine' : 'FAILED'}`)
  return isFine
}

async function suite(name: string, work: () => Promise<Tally>): Promise<void> {
  const { passed, failed } = await work()
  tally.passed += passed
  tally.failed += failed
  say(`${name}: ${passed} passed, ${failed} failed`)
}

async function vitest(): Promise<Tally> {
  const file = path.join(reports, 'vitest.json')
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]
  const isFine = await succeeds(args)
  const report = readReport<{ numPassedTests: number; numFailedTests: number }>(file)
  return sums(isFine, report?.numPassedTests, report?.numFailedTests)
}

async function playwright(): Promise<Tally> {
  const file = path.join(reports, 'playwright.json')
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file }
  const isFine = await succeeds(['node_modules/@playwright/test/cli.js', 'test', '--reporter=line,json'], env)
  const report = readReport<BrowserReport>(file)
  // Decision 0090: said by name, so that it is mended.
  for (const title of report ? secondTime(report) : []) say(`Passed only the second time: ${title}`)
  return sums(isFine, report && report.stats.expected + report.stats.flaky, report?.stats.unexpected)
}

type BrowserSuite = { specs: { title: string; tests: { status: string }[] }[]; suites?: BrowserSuite[] }
type BrowserReport = { stats: { expected: number; unexpected: number; flaky: number }; suites: BrowserSuite[] }

function secondTime({ suites = [] }: Pick<BrowserReport, 'suites'>): string[] {
  return suites.flatMap(({ specs, suites: inner = [] }) => [
    ...specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky')).map(({ title }) => title),
    ...secondTime({ suites: inner }),
  ])
}

async function succeeds(args: string[], env?: Record<string, string>): Promise<boolean> {
  return run(args, { isLoud: true, env }).then(
    () => true,
    () => false,
  )
}

function readReport<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined
}

/** A suite that ended badly has failed at least once, even if it could not say where. */
function sums(isFine: boolean, passed = 0, failed = 0): Tally {
  return { passed, failed: isFine ? failed : Math.max(failed, 1) }
}
