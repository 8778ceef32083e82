import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** The browser of the tests: CHROMIUM_PATH, else one on the PATH, else Playwright's own; undefined if there is none. */
export function findChromium(): string | undefined {
  const { CHROMIUM_PATH, PATH = '' } = process.env
  if (CHROMIUM_PATH) return CHROMIUM_PATH
  const folders = [...PATH.split(path.delimiter), '/usr/bin']
  const candidates = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return [...candidates, chromium.executablePath()].find((file) => existsSync(file))
}

/** The same, for those that cannot go on without. */
export function chromiumPath(): string {
  const found = findChromium()
  if (!found) throw new Error('No Chromium found: npm test installs one, or set CHROMIUM_PATH')
  return found
}
