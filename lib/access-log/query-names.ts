import { ANYTHING, NOTHING } from './fields'

const NUMBER = /^\d{1,4}$/

/**
 * Parameters that the portal reads, or that the world around it adds → values that are harmless. Every other value becomes `*`, and so
 * does every other name: names can be invented as well (DS-02). Those of the portal are the ones that its pages read (test).
 */
export const names = new Map<string, RegExp | undefined>([
  ['seite', NUMBER],
  ['gruppe', /^[a-z_]{1,20}$/],
  ['fach', /^[a-z-]{1,20}$/],
  ['art', /^(?:angebot|thema|beitrag|nachricht|profil)$/],
  ...without(
    'anbieter anlass anliegen ansicht bearbeitet bis domain fall fassung form frist grund id kategorie login mitglied ort person preis pruefung q rolle',
    'sortierung sperre stand stichtag suche tabelle teil thema token von vor vorgang weiter wen wer zeilen zitat zustand',
  ),
  ...without('callbackUrl _rsc utm_source utm_medium utm_campaign fbclid gclid'),
])

function without(...lines: string[]): [string, undefined][] {
  return lines.flatMap((line) => line.split(' ').map((name): [string, undefined] => [name, undefined]))
}

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
