// @ts-check
import { createHash } from 'node:crypto'

/**
 * A German page for an answer that Next.js or Node.js would give as a bare line or not at all (DS-01). It uses no database, no template and
 * no other file.
 */

/** @type {Record<number, [heading: string, text: string]>} */
const texts = {
  400: [
    'Diese Anfrage war nicht verständlich',
    'Bitte prüfen Sie die Adresse oder gehen Sie zurück und laden Sie die Seite neu.',
  ],
  403: ['Kein Zugriff', 'Diese Anfrage kam nicht von einer Seite des Portals. Es wurde nichts gespeichert.'],
  404: ['Seite nicht gefunden', 'Diese Adresse gibt es nicht oder nicht mehr. Bitte prüfen Sie die Schreibweise.'],
  405: ['Diese Anfrage ist hier nicht möglich', 'Bitte gehen Sie zurück und laden Sie die Seite neu.'],
  408: [
    'Das hat zu lange gedauert',
    'Ihre Anfrage kam nicht vollständig an. Es wurde nichts gespeichert. Bitte versuchen Sie es noch einmal.',
  ],
  409: [
    'Diese Seite ist nicht mehr aktuell',
    'Das Portal wurde inzwischen erneuert. Es wurde nichts gespeichert. Bitte gehen Sie zurück, laden Sie die Seite neu und senden Sie das Formular noch einmal.',
  ],
  413: [
    'Zu viele Daten',
    'Ihre Eingabe ist zu groß. Es wurde nichts gespeichert. Bitte gehen Sie zurück und kürzen Sie sie.',
  ],
  414: ['Diese Adresse ist zu lang', 'Bitte prüfen Sie die Adresse oder beginnen Sie auf der Startseite.'],
  431: [
    'Diese Anfrage ist zu lang',
    'Die Adresse oder die Cookies Ihres Browsers für diese Website sind zu lang. Bitte prüfen Sie die Adresse oder löschen Sie die Cookies dieser Website.',
  ],
}
/** @type {[heading: string, text: string]} */
const fallback = [
  'Es ist ein Fehler aufgetreten',
  'Das liegt nicht an Ihnen. Bitte versuchen Sie es später noch einmal.',
]
/** @type {[heading: string, text: string]} */
const hiddenOrigin = [
  'Ihr Browser verschweigt, woher das Formular kommt',
  'Zum Schutz vor Missbrauch nehmen wir nur an, was von einer Seite des Portals kommt. Ihr Browser oder eine Erweiterung sagt uns das nicht. Es wurde nichts gespeichert. Bitte erlauben Sie in den Einstellungen, die Herkunft (englisch: Referrer oder Origin) an dieselbe Website zu senden, oder nehmen Sie einen anderen Browser. Gehen Sie dann zurück, laden Sie die Seite neu und senden Sie das Formular noch einmal. Sie können uns auch schreiben oder anrufen: Die Anschrift steht im Impressum.',
]

const style =
  'body{font:1.125rem/1.6 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}a{color:inherit;display:inline-block;padding:.25rem 0;margin-right:1rem}'

/** @type {Record<string, string>} */
export const errorPageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
}

/**
 * @param {number} status
 * @param {{ hasHiddenOrigin?: boolean }} [why]
 */
export function errorPage(status, { hasHiddenOrigin = false } = {}) {
  const [heading, text] = status === 403 && hasHiddenOrigin ? hiddenOrigin : (texts[status] ?? fallback)
  const links = ['Datenschutz', 'Impressum', 'Barrierefreiheit', 'Kontakt'].map(
    (name) => `<a href="/${name.toLowerCase()}">${name}</a>`,
  )
  return `<!doctype html><html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${heading} – QualiService Thüringen</title><style>${style}</style></head><body><main><h1>${heading}</h1><p>${text}</p><p><a href="/">Zur Startseite</a></p></main><footer>${links.join('')}</footer></body></html>`
}
