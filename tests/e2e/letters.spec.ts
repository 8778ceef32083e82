import { execFileSync } from 'node:child_process'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'

const worker = ['--import', 'tsx', 'tests/support/letters-worker.ts']

/** What jsdom cannot see (tests/emails/letters.test.tsx asks the rest): width and colours of every letter (A-C4). */
for (const colorScheme of ['light', 'dark'] as const) {
  test(`each letter fits into 320 px and can be read in ${colorScheme} colours`, async ({ page }) => {
    const mails: { key: string; html: string }[] = JSON.parse(execFileSync(process.execPath, worker).toString())
    expect(mails.length).toBeGreaterThan(40)
    await page.setViewportSize({ width: 320, height: 800 })
    await page.emulateMedia({ colorScheme })
    for (const { key, html } of mails) {
      await page.setContent(html)
      expect(await page.evaluate(() => document.documentElement.scrollWidth), key).toBe(320)
      // Between them they have all parts that letters are made of.
      if (!['measure-taken', 'new-message'].includes(key)) continue
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().withRules('color-contrast').analyze()
      expect(violations, key).toEqual([])
    }
  })
}
