import { defineConfig } from '@playwright/test'
import { findChromium } from './tests/support/chromium'

/**
 * Journeys in a real browser; those with the tag @nojs run a second time without JavaScript, those with @nojs-only just so. No trace is
 * kept: `npx playwright test … --trace on` writes one.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/support/e2e-server.ts',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // Decision 0090: once more on a machine that was busy; `npm test` names each that needed it.
  retries: 1,
  timeout: 60_000,
  // A busy machine draws slowly; whoever waits longer has found a fault.
  expect: { timeout: 15_000 },
  reporter: 'list',
  outputDir: 'test-results',
  use: {
    browserName: 'chromium',
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    launchOptions: { executablePath: findChromium(), args: ['--no-sandbox', '--disable-background-networking'] },
  },
  projects: [
    { name: 'js', grepInvert: /@nojs-only/ },
    { name: 'nojs', use: { javaScriptEnabled: false }, grep: /@nojs/ },
  ],
})
