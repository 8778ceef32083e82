import { ANYTHING, NOTHING } from './fields'

const NUMBER = /^\d{1,4}$/
const WORD = /^(?:ja|nein|alle)$/

/**
 * Parameters that the portal or the world around it uses → values that are harmless. Every other value becomes `*`, and so does every
 * other name: names can be invented as well (DS-02).
 */
const names = new Map<string, RegExp | undefined>([
  ['seite', NUMBER],
  ['abgemeldet', WORD],
  ['bestaetigt', WORD],
  ['geprueft', WORD],
  ['gesendet', WORD],
  ['beendet', WORD],
  ['passwort', WORD],
  ['zeitraum', /^(?:tag|woche|monat|jahr)$/],
  ['blockiert', WORD],
  ['gruppe', /^[a-z_]{1,20}$/],
  ['fach', /^[a-z-]{1,20}$/],
  ['gespeichert', WORD],
  ['art', /^(?:angebot|thema|beitrag|nachricht|profil)$/],
  ['vor', undefined],
  ['anlass', undefined],
  ['ansicht', undefined],
  ['meldung', undefined],
  ['zustand', undefined],
  ['mitglied', undefined],
  ['suche', undefined],
  ['q', undefined],
  ['id', undefined],
  ['stichtag', undefined],
  ['token', undefined],
  ['weiter', undefined],
  ['callbackUrl', undefined],
  ['_rsc', undefined],
  ['utm_source', undefined],
  ['utm_medium', undefined],
  ['utm_campaign', undefined],
  ['fbclid', undefined],
  ['gclid', undefined],
])
const MOST_WRITTEN = 10

/** cs-uri-query: `seite=2&token=*`; `query` is what stands behind the `?`. */
export function queryNames(query: string | undefined): string {
  if (!query) return NOTHING
  const parts = query.split('&', MOST_WRITTEN + 1)
  const written = parts.slice(0, MOST_WRITTEN).map((part) => {
    const at = part.indexOf('=')
    const name = at < 0 ? part : part.slice(0, at)
    if (!names.has(name)) return ANYTHING
    if (at < 0) return name
    const value = part.slice(at + 1)
    return `${name}=${value === '' || names.get(name)?.test(value) ? value : ANYTHING}`
  })
  if (parts.length > MOST_WRITTEN) written.push(ANYTHING)
  return written.join('&')
}
