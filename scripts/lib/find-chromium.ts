import { existsSync } from 'node:fs'
import { findChromium } from '@/tests/support/chromium'
import { say } from './progress'
import { runProgram } from './run'

/** Makes sure that there is a Chromium for the browser tests, and says what it does. */
export async function provideChromium(): Promise<string> {
  const found = findChromium()
  if (found) {
    say(`Chromium: ${found}`)
    return found
  }
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Chromium: installing the package "chromium" with apt-get …')
    const isInstalled = await installWithApt()
    if (isInstalled) return provideChromium()
  }
  say("Chromium: installing Playwright's own …")
  await runProgram('node_modules/.bin/playwright', ['install', 'chromium'], { isLoud: true })
  return provideChromium()
}

async function installWithApt(): Promise<boolean> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  try {
    await runProgram('apt-get', ['update', '-qq'], { env })
    await runProgram('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env })
  } catch {
    say('apt-get could not install it')
  }
  return findChromium() !== undefined
}
