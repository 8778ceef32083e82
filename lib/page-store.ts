import { type IncomingMessage, type ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'

/**
 * Public pages that look the same to every visitor are drawn once a second per process and kept meanwhile, however many ask. Each answer
 * gets a nonce of its own (S-K1): what is kept is the page without it. Nothing of a person is ever kept: whoever brings a cookie gets a
 * page of their own, and an answer that sets one is not kept. The exchange hands over what was sent (exchange.ts), proxy.ts asks first;
 * on a platform that observes no exchanges every page is drawn anew. See docs/decisions/0024-public-pages-kept-for-a-second.md.
 */
type Kept = {
  /** What stands between the places of the nonce. */
  parts: string[]
  headers: Record<string, string>
  /** When the page began to be drawn, milliseconds of performance.now(). */
  drawnAt: number
  /** Somebody else's request is already drawing it anew. */
  isRenewed: boolean
}

/** A page is as old as this at most; while one request draws it anew, the others get the old one as long again. Milliseconds. */
const KEPT_MS = 1_000
const LONGEST_HTML = 500_000
const MOST_PAGES = 100
const LONGEST_ADDRESS = 200

/** With a query only the list of publications; of forms and others a query may carry what belongs to one person. */
const KEPT_ADDRESS =
  /^\/(?:(?:datenschutz|impressum|barrierefreiheit|nutzungsregeln|registrieren|anmelden|kontakt)?|angebote(?:\/[\w-]+|\?[^#]*)?)$/
/** Whoever brings one of these may get another page, or another form of it. */
const OWN_PAGE =
  /^(?:cookie|authorization|rsc|next-.*|x-next.*|x-middleware-.*|x-matched-path|x-invoke-.*|purpose|range)$/
/** Made anew for each answer: by Node.js, the compression or proxy.ts. */
const MADE_ANEW =
  /^(?:content-security-policy|content-encoding|content-length|transfer-encoding|connection|keep-alive|date|etag|x-middleware-.*)$/

// One store per process, shared by the separate bundles of proxy and instrumentation.
type Store = { pages: Map<string, Kept>; writes: number }
const shared = globalThis as unknown as { portalPages?: Store }
shared.portalPages ??= { pages: new Map(), writes: 0 }
const store = shared.portalPages

/** The kept page for this request with a nonce of its own; undefined if it is to be drawn. */
export function keptPage(
  request: { method: string; url: string; headers: Iterable<[string, string]> },
  nonce: string,
): { html: string; headers: Record<string, string> } | undefined {
  const address = addressOf(request)
  const kept = address === undefined ? undefined : store.pages.get(address)
  if (!kept) return undefined
  const age = performance.now() - kept.drawnAt
  if (age >= 2 * KEPT_MS) return undefined
  if (age >= KEPT_MS && !kept.isRenewed) {
    kept.isRenewed = true
    return undefined
  }
  return { html: kept.parts.join(nonce), headers: inHeaders(kept.headers, nonce) }
}

/** Sees every exchange when it begins: keeps the public page that is sent, and forgets all pages when something was sent in. */
export function watchPages(request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.once('close', forgetPages)
    return
  }
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string])
  const address = addressOf({ method: request.method, url: request.url ?? '', headers })
  if (address !== undefined) keepWhatIsSent(address, response)
}

/** What was written may stand on any of them. */
export function forgetPages(): void {
  store.writes += 1
  store.pages.clear()
}

function addressOf({
  method,
  url,
  headers,
}: {
  method: string
  url: string
  headers: Iterable<[string, string]>
}): string | undefined {
  const address = url.replace(/^https?:\/\/[^/]*/, '')
  if (method !== 'GET' || address.length > LONGEST_ADDRESS || !KEPT_ADDRESS.test(address)) return undefined
  for (const [name] of headers) if (OWN_PAGE.test(name)) return undefined
  return address
}

function keepWhatIsSent(address: string, response: ServerResponse): void {
  const drawnAt = performance.now()
  const { writes } = store
  const chunks: Buffer[] = []
  let length = 0
  const { write, end } = response
  const collect = (chunk: unknown, encoding: unknown) => {
    if (length > LONGEST_HTML || (typeof chunk !== 'string' && !(chunk instanceof Uint8Array))) return
    const bytes =
      typeof chunk === 'string'
        ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
        : Buffer.from(chunk)
    length += bytes.length
    chunks.push(bytes)
  }
  response.write = function keepingWrite(this: ServerResponse, ...args: unknown[]) {
    collect(args[0], args[1])
    return Reflect.apply(write, this, args)
  } as typeof response.write
  response.end = function keepingEnd(this: ServerResponse, ...args: unknown[]) {
    collect(args[0], args[1])
    return Reflect.apply(end, this, args)
  } as typeof response.end
  response.once('finish', () => {
    if (length > LONGEST_HTML) return
    void htmlOf(response, Buffer.concat(chunks)).then((html) => {
      // Something was sent in meanwhile: this page may have been drawn before it.
      if (html !== undefined && store.writes === writes) keep(address, { html, response, drawnAt })
    })
  })
}

function keep(
  address: string,
  { html, response, drawnAt }: { html: string; response: ServerResponse; drawnAt: number },
): void {
  const nonce = /'nonce-([^']+)'/.exec(String(response.getHeader('content-security-policy')))?.[1]
  if (response.statusCode !== 200 || response.hasHeader('set-cookie') || !nonce || !html.includes(nonce)) return
  if (!String(response.getHeader('content-type')).startsWith('text/html')) return
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(response.getHeaders()))
    if (!MADE_ANEW.test(name) && value !== undefined) headers[name] = String(value).replaceAll(nonce, NONCE)
  const older = store.pages.get(address)
  if (older && older.drawnAt > drawnAt) return
  // The page that was drawn longest ago goes first.
  store.pages.delete(address)
  const oldest = store.pages.size >= MOST_PAGES ? store.pages.keys().next().value : undefined
  if (oldest !== undefined) store.pages.delete(oldest)
  store.pages.set(address, { parts: html.split(nonce), headers, drawnAt, isRenewed: false })
}

/** Stands for the nonce in kept headers; no header can contain it. */
const NONCE = '\0'

function inHeaders(headers: Record<string, string>, nonce: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replaceAll(NONCE, nonce)]))
}

const unpackers: Record<string, (bytes: Buffer) => Promise<Buffer>> = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

/** The text that was sent, unpacked; undefined if it cannot be read. */
async function htmlOf(response: ServerResponse, bytes: Buffer): Promise<string | undefined> {
  const encoding = response.getHeader('content-encoding')
  if (encoding === undefined) return bytes.toString('utf8')
  const unpack = unpackers[String(encoding)]
  return (await unpack?.(bytes).catch(() => undefined))?.toString('utf8')
}
