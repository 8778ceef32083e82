// @ts-check
import { ServerResponse } from 'node:http'
import { errorPage, errorPageHeaders } from './error-page.mjs'
import { securityHeaders } from './headers.mjs'

/**
 * Every answer of the server: it begins with the security headers, and where it would show a person a bare line or nothing at all (a form
 * of an older build, a body over the limit, a refusal of the proxy), the person gets a German page with the same status.
 * @template {import('node:http').IncomingMessage} [R=import('node:http').IncomingMessage]
 * @extends {ServerResponse<R>}
 */
export class PortalResponse extends ServerResponse {
  /** @type {string | undefined} */
  #page
  /** A failure that comes now is the fault of what was sent (lib/exchange.ts). */
  isOfSender = false

  /**
   * @param {R} request
   * @param {object} [options]
   */
  constructor(request, options) {
    // @ts-expect-error: Node.js hands over options that its types do not know
    super(request, options)
    for (const [name, value] of Object.entries(securityHeaders)) this.setHeader(name, value)
  }

  // Everything that answers passes here last, the compression of Next.js included.
  /**
   * @param {number} status
   * @param {any[]} rest
   */
  writeHead(status, ...rest) {
    const isUnread = this.isOfSender && status >= 500
    if (isUnread) status = 400
    this.statusCode = status
    const given = rest.at(-1)
    if (given !== null && typeof given === 'object' && !Array.isArray(given)) {
      for (const [name, value] of Object.entries(given)) if (value !== undefined) this.setHeader(name, value)
      rest.pop()
    }
    if (this.#isBareError() || (isUnread && this.#isReadByPerson())) {
      this.#page = errorPage(status, { hasHiddenOrigin: this.req.headers.origin === 'null' })
      for (const name of ['content-length', 'content-encoding', 'etag']) this.removeHeader(name)
      for (const [name, value] of Object.entries(errorPageHeaders)) this.setHeader(name, value)
    }
    return super.writeHead(status, ...rest)
  }

  // The page of Next.js that was to come instead.
  /** @param {any[]} args */
  write(...args) {
    if (this.#page === undefined) return super.write(.../** @type {[any]} */ (args))
    const done = args.at(-1)
    if (typeof done === 'function') done()
    return true
  }

  /** @param {any[]} args */
  end(...args) {
    // Node.js calls writeHead itself; an error is to be known before, because it gets another body.
    if (!this.headersSent && this.statusCode >= 400) this.writeHead(this.statusCode)
    return super.end(...(this.#page === undefined ? args : [this.#page]))
  }

  #isBareError() {
    if (this.headersSent || this.statusCode < 400) return false
    const type = String(this.getHeader('content-type') ?? '')
    return (type === '' || type.startsWith('text/plain')) && this.#isReadByPerson()
  }

  // Forms with JavaScript and other programs read the answer themselves.
  #isReadByPerson() {
    const { headers } = this.req
    return String(headers.accept ?? '').includes('text/html') && headers['next-action'] === undefined
  }
}
