// @ts-check
import { IncomingMessage } from 'node:http'
import { LARGEST_BODY } from './largest-body.mjs'

/** What is read and thrown away after that, so that the sender hears the answer instead of a broken connection. */
const LARGEST_WASTE = 10 * LARGEST_BODY

/**
 * A body in pieces (Transfer-Encoding: chunked) says nowhere how long it is. It is counted as it arrives; over the limit nothing of it is
 * handed on, and at its end, or when even the waste is too much, `onTooLarge` hears of it once (S-E9).
 */
export class PortalRequest extends IncomingMessage {
  #length = 0
  /** @type {(() => void) | undefined} */
  onTooLarge

  /**
   * @param {Buffer | null} chunk
   * @param {BufferEncoding} [encoding]
   */
  push(chunk, encoding) {
    if (this.headers['transfer-encoding'] === undefined) return super.push(chunk, encoding)
    this.#length += chunk?.length ?? 0
    if (this.#length <= LARGEST_BODY) return super.push(chunk, encoding)
    if (chunk === null || this.#length > LARGEST_WASTE) {
      this.onTooLarge?.()
      this.onTooLarge = undefined
    }
    return true
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
