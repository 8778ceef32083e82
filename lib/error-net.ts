import { createHash } from 'node:crypto'
import { type IncomingMessage, type ServerResponse } from 'node:http'

/**
 * Last net under the framework: where Next.js answers a browser with a bare line or nothing at all (a form of an older
 * build, a body over the limit, an address that cannot be decoded), the person gets a German page with the same status.
 * It uses no database, no template and no other file.
 */
export function catchBareErrors(request: IncomingMessage, response: ServerResponse): void {
  const { writeHead, end } = response
  let html: string | undefined
  // Everything that answers passes here last, the compression of Next.js included.
  response.writeHead = function writeHeadOfPage(this: ServerResponse, ...args: unknown[]) {
    if (typeof args[0] === 'number') this.statusCode = args[0]
    const given = args.at(-1)
    if (given !== null && typeof given === 'object' && !Array.isArray(given)) {
      for (const [name, value] of Object.entries(given)) if (value !== undefined) this.setHeader(name, value as string)
      args.pop()
    }
    // NextRequest refuses the method and ends in a 500 (S-K5).
    if (request.method === 'TRACE') this.statusCode = 405
    if (isBareError(request, this)) {
      html = page(this.statusCode)
      for (const name of ['content-length', 'content-encoding', 'etag']) this.removeHeader(name)
      for (const [name, value] of Object.entries(pageHeaders)) this.setHeader(name, value)
    }
    return Reflect.apply(writeHead, this, [this.statusCode, ...args.slice(1)])
  } as typeof response.writeHead
  response.end = function endWithPage(this: ServerResponse, ...args: unknown[]) {
    // Node calls writeHead itself; an error is to be known before, because it gets another body.
    if (!this.headersSent && (this.statusCode >= 400 || request.method === 'TRACE')) this.writeHead(this.statusCode)
    return Reflect.apply(end, this, html === undefined ? args : [html])
  } as typeof response.end
}

function isBareError(request: IncomingMessage, response: ServerResponse): boolean {
  if (response.headersSent || response.statusCode < 400) return false
  const type = String(response.getHeader('content-type') ?? '')
  if (type !== '' && !type.startsWith('text/plain')) return false
  // Forms with JavaScript and other programs read the answer themselves.
  return String(request.headers.accept ?? '').includes('text/html') && request.headers['next-action'] === undefined
}

const texts: Record<number, [heading: string, text: string]> = {
  400: [
    'Diese Anfrage war nicht verständlich',
    'Bitte prüfen Sie die Adresse oder gehen Sie zurück und laden Sie die Seite neu.',
  ],
  403: ['Kein Zugriff', 'Diese Anfrage kam nicht von einer Seite des Portals. Es wurde nichts gespeichert.'],
  404: ['Seite nicht gefunden', 'Diese Adresse gibt es nicht oder nicht mehr. Bitte prüfen Sie die Schreibweise.'],
  405: ['Diese Anfrage ist hier nicht möglich', 'Bitte gehen Sie zurück und laden Sie die Seite neu.'],
  409: [
    'Diese Seite ist nicht mehr aktuell',
    'Das Portal wurde inzwischen erneuert. Es wurde nichts gespeichert. Bitte gehen Sie zurück, laden Sie die Seite neu und senden Sie das Formular noch einmal.',
  ],
  413: [
    'Zu viele Daten',
    'Ihre Eingabe ist zu groß. Es wurde nichts gespeichert. Bitte gehen Sie zurück und kürzen Sie sie.',
  ],
}
const fallback: [string, string] = [
  'Es ist ein Fehler aufgetreten',
  'Das liegt nicht an Ihnen. Bitte versuchen Sie es später noch einmal.',
]

const style =
  'body{font:1.125rem/1.6 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}a{color:inherit;display:inline-block;padding:.25rem 0;margin-right:1rem}'
const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
}

function page(status: number): string {
  const [heading, text] = texts[status] ?? fallback
  const links = ['Datenschutz', 'Impressum', 'Barrierefreiheit', 'Kontakt'].map(
    (name) => `<a href="/${name.toLowerCase()}">${name}</a>`,
  )
  return `<!doctype html><html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${heading} – QualiService Thüringen</title><style>${style}</style></head><body><main><h1>${heading}</h1><p>${text}</p><p><a href="/">Zur Startseite</a></p></main><footer>${links.join('')}</footer></body></html>`
}
