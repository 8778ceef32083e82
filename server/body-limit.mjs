// @ts-check
import { IncomingMessage } from 'node:http'
import { largestBody, MOST_FIELDS, MOST_OPENINGS, takesForms } from './largest-body.mjs'

/** What is read and thrown away after that, so that the sender hears the answer instead of a broken connection. Bytes. */
const LARGEST_WASTE = 10_000_000

/** Each field of a form in parts begins with a header of this name. */
const FIELD_HEADER = 'content-disposition'
const OPENING_BRACKET = 0x5b
const OPENING_BRACE = 0x7b

/**
 * A body in pieces (Transfer-Encoding: chunked) says nowhere how long it is, and no body how many fields it has or how deep its JSON is.
 * That is counted as it arrives; over the limit nothing more of it is handed on, and at its end, or when even the waste is too much, `onTooLarge` hears of it
 * once. So nothing of it is read as a form (S-E9, S-L2).
 */
export class PortalRequest extends IncomingMessage {
  #length = 0
  #fields = 0
  #openings = 0
  /** End of the piece before: the name of a header may be cut in two. */
  #tail = ''
  /** @type {(() => void) | undefined} */
  onTooLarge

  /**
   * @param {Buffer | null} chunk
   * @param {BufferEncoding} [encoding]
   */
  push(chunk, encoding) {
    this.#length += chunk?.length ?? 0
    if (chunk && takesForms(this.url ?? '') && !this.#isTooLarge()) this.#count(chunk)
    if (!this.#isTooLarge()) return super.push(chunk, encoding)
    if (chunk === null || this.#length > LARGEST_WASTE) {
      this.onTooLarge?.()
      this.onTooLarge = undefined
    }
    return true
  }

  /** @param {Buffer} chunk */
  #count(chunk) {
    const text = this.#tail + chunk.toString('latin1').toLowerCase()
    const isUrlencoded = this.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    const separator = isUrlencoded ? '&' : FIELD_HEADER
    this.#fields += text.split(separator).length - 1
    this.#tail = text.slice(1 - separator.length || text.length)
    for (const byte of chunk) if (byte === OPENING_BRACKET || byte === OPENING_BRACE) this.#openings++
  }

  #isTooLarge() {
    // Who says how long it is has been judged by proxy.ts.
    const isInPieces = this.headers['transfer-encoding'] !== undefined
    return (
      this.#fields > MOST_FIELDS ||
      this.#openings > MOST_OPENINGS ||
      (isInPieces && this.#length > largestBody(this.url ?? ''))
    )
  }
}

/**
 * Answers 413 to a body over the limit; whoever waits for its end learns that the request was broken off.
 * @param {PortalRequest} request
 * @param {import('node:http').ServerResponse} response
 */
export function limitBody(request, response) {
  request.onTooLarge = () => {
    const breakOff = () => void request.destroy()
    if (response.writableFinished) return breakOff()
    response.once('finish', breakOff)
    if (!response.headersSent) response.writeHead(413, { connection: 'close', 'cache-control': 'no-store' })
    response.end()
  }
}
