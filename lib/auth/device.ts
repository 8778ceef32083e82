import { browserOf } from '../browser'

/** "Firefox auf Linux": as much as a member needs to recognise a session, and never the user agent itself (DS-06). */
export function deviceOf(userAgent: string | null): string {
  const { family, system } = browserOf(userAgent ?? '')
  const browser = family === 'SamsungBrowser' ? 'Samsung Internet' : family
  if (browser && system) return `${browser} auf ${system}`
  return browser ?? (system ? `Gerät mit ${system}` : 'Unbekanntes Gerät')
}
