// @ts-check
import { IncomingMessage } from 'node:http'
import { largestBody, MOST_FIELDS } from './largest-body.mjs'

/** What is read and thrown away after that, so that the sender hears the answer instead of a broken connection. Bytes. */
const LARGEST_WASTE = 10_000_000

/**
 * A body in pieces (Transfer-Encoding: chunked) says nowhere how long it is, and no body how many fields it has. Both are counted as it
 * arrives; over the limit nothing more of it is handed on, and at its end, or when even the waste is too much, `onTooLarge` hears of it
 * once. So nothing of it is read as a form (S-E9, S-L2).
 */
export class PortalRequest extends IncomingMessage {
  #length = 0
  #fields = 0
  /** @type {(() => void) | undefined} */
  onTooLarge

  /**
   * @param {Buffer | null} chunk
   * @param {BufferEncoding} [encoding]
   */
  push(chunk, encoding) {
    this.#length += chunk?.length ?? 0
    if (chunk && this.headers['content-type']?.startsWith('multipart/')) this.#fields += fieldsIn(chunk)
    if (!this.#isTooLarge()) return super.push(chunk, encoding)
    if (chunk === null || this.#length > LARGEST_WASTE) {
      this.onTooLarge?.()
      this.onTooLarge = undefined
    }
    return true
  }

  #isTooLarge() {
    // Who says how long it is has been judged by proxy.ts.
    const isInPieces = this.headers['transfer-encoding'] !== undefined
    return this.#fields > MOST_FIELDS || (isInPieces && this.#length > largestBody(this.url ?? ''))
  }
}

/**
 * Each field of a form begins with a header of this name; one that is cut in two by the network is not counted.
 * @param {Buffer} chunk
 */
function fieldsIn(chunk) {
  return chunk.toString('latin1').toLowerCase().split('content-disposition').length - 1
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
