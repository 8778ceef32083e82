// @ts-check
import { IncomingMessage } from 'node:http'
import { largestBody, MOST_COLONS, MOST_FIELDS, MOST_OPENINGS, MOST_PARTS, takesForms } from './largest-body.mjs'
import { NamedActions } from './named-actions.mjs'

/** What is read and thrown away after that, so that the sender hears the answer instead of a broken connection. Bytes. */
const LARGEST_WASTE = 10_000_000

/** Each field of a form in parts begins with a header of this name. */
const FIELD_HEADER = 'content-disposition'
/** So does each part, with or without a name: with the boundary. */
const PART_LINE = '\r\n--'
const COLON = 0x3a
const OPENING_BRACKET = 0x5b
const OPENING_BRACE = 0x7b

/** How often a text comes in a body, also where it is cut in two by the pieces in which the body arrives. */
class Occurrences {
  found = 0
  #end = ''

  /** @param {string} text */
  constructor(text) {
    this.text = text
  }

  /** @param {string} piece */
  add(piece) {
    const joined = this.#end + piece
    this.found += joined.split(this.text).length - 1
    this.#end = joined.slice(1 - this.text.length || joined.length)
  }
}

/**
 * A body in pieces (Transfer-Encoding: chunked) says nowhere how long it is, and no body how many parts it has, what its JSON is made of or
 * which form it is. That is seen as it arrives; over a limit nothing more of it is handed on, and at its end, or when even the waste is too
 * much, `onRefused` hears of it once. So nothing of it is read as a form (S-E9, S-L2), and no form of another build reaches Next.js (S-E6).
 */
export class PortalRequest extends IncomingMessage {
  #length = 0
  /** @type {Occurrences | undefined} */
  #fields
  #parts = new Occurrences(PART_LINE)
  #openings = 0
  #colons = 0
  #named = new NamedActions()
  /** Forms name one of these; undefined: any. @type {ReadonlySet<string> | undefined} */
  actions
  /** @type {((status: number) => void) | undefined} */
  onRefused

  /**
   * @param {Buffer | null} chunk
   * @param {BufferEncoding} [encoding]
   */
  push(chunk, encoding) {
    this.#length += chunk?.length ?? 0
    if (chunk && takesForms(this.url ?? '') && !this.#isTooLarge()) this.#count(chunk)
    const refusal = this.#isTooLarge() ? 413 : chunk === null && this.#isForm() ? this.#named.refusal : undefined
    if (!refusal) return super.push(chunk, encoding)
    if (chunk === null || this.#length > LARGEST_WASTE) {
      this.onRefused?.(refusal)
      this.onRefused = undefined
    }
    return true
  }

  /** @param {Buffer} chunk */
  #count(chunk) {
    const isUrlencoded = this.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    this.#fields ??= new Occurrences(isUrlencoded ? '&' : FIELD_HEADER)
    const text = chunk.toString('latin1').toLowerCase()
    this.#fields.add(text)
    this.#parts.add(text)
    if (this.actions) this.#named.add(text, this.actions)
    for (const byte of chunk) {
      if (byte === OPENING_BRACKET || byte === OPENING_BRACE) this.#openings++
      else if (byte === COLON) this.#colons++
    }
  }

  /** Sent by a browser without scripts, to a page. Next.js asks itself for the page after an action with the type of that form: with GET. */
  #isForm() {
    const isSent = this.method === 'POST' && this.headers['content-type']?.startsWith('multipart/form-data')
    return this.actions && isSent && this.headers['next-action'] === undefined && takesForms(this.url ?? '')
  }

  #isTooLarge() {
    // Who says how long it is has been judged by proxy.ts.
    const isInPieces = this.headers['transfer-encoding'] !== undefined
    return (
      (this.#fields?.found ?? 0) > MOST_FIELDS ||
      this.#parts.found > MOST_PARTS ||
      this.#openings > MOST_OPENINGS ||
      this.#colons > MOST_COLONS ||
      (isInPieces && this.#length > largestBody(this.url ?? ''))
    )
  }
}

/**
 * Answers a body that is refused; whoever waits for its end learns that the request was broken off.
 * @param {PortalRequest} request
 * @param {import('node:http').ServerResponse} response
 * @param {ReadonlySet<string>} [actions] what forms may name
 */
export function limitBody(request, response, actions) {
  request.actions = actions
  request.onRefused = (status) => {
    const breakOff = () => void request.destroy()
    if (response.writableFinished) return breakOff()
    response.once('finish', breakOff)
    if (!response.headersSent) response.writeHead(status, { connection: 'close', 'cache-control': 'no-store' })
    response.end()
  }
}
