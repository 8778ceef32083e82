import { expect, type Page } from '@playwright/test'
import { generateSync } from 'otplib'

/** The code that an app with this secret shows now, or in some seconds. */
export function codeOf(secret: string, { inSeconds = 0 }: { inSeconds?: number } = {}): string {
  return generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + inSeconds })
}

/**
 * Somebody who is signed in sets up an app as second factor, as staff must before they see /admin (S-A8). Returns its secret.
 * Works without scripts.
 */
export async function setUpFactor(page: Page, password: string): Promise<string> {
  await page.goto('/mein-profil/sicherheit/zweiter-faktor')
  const app = page.getByRole('region', { name: 'App' })
  await app.getByLabel('Passwort', { exact: true }).fill(password)
  await app.getByRole('button', { name: 'Schlüssel anzeigen' }).click()
  const secret = await page.locator('code').innerText()
  await app.getByRole('textbox', { name: 'Code' }).fill(codeOf(secret))
  await app.getByRole('button', { name: 'App einrichten' }).click()
  await expect(page.getByText('Ihr zweiter Faktor ist eingerichtet.')).toBeVisible()
  return secret
}
