// @ts-check
import { existsSync, readFileSync } from 'node:fs'

/** How a form names its action: by its number, or in a description of it (React). As the body is counted: in lower case. */
const NAMED = /name="\$action_(?:id_([^"]{0,100})"|\d{1,3}:0"\r\n\r\n\{"id":"([^"]{0,100})")/g
/** Longer than any of these lines, where a body is cut in two. Characters. */
const LONGEST = 300

/**
 * Numbers of the actions of this build, once there is one.
 * @returns {ReadonlySet<string> | undefined}
 */
export function builtActions() {
  const file = `${process.env.NEXT_DIST_DIR || '.next'}/server/server-reference-manifest.json`
  return existsSync(file) ? new Set(Object.keys(JSON.parse(readFileSync(file, 'utf8')).node)) : undefined
}

/** Which actions a form in parts names, as its body arrives in pieces. */
export class NamedActions {
  #namesOne = false
  #namesOurs = false
  #end = ''

  /**
   * @param {string} piece
   * @param {ReadonlySet<string>} ours
   */
  add(piece, ours) {
    const joined = this.#end + piece
    for (const [, number, described = ''] of joined.matchAll(NAMED)) {
      this.#namesOne = true
      this.#namesOurs ||= ours.has(number ?? described)
    }
    this.#end = joined.slice(-LONGEST)
  }

  /** At its end: 409 for a form of another build, 400 for what is no form of ours. */
  get refusal() {
    return this.#namesOurs ? undefined : this.#namesOne ? 409 : 400
  }
}

/**
 * The same for a form that scripts send: they name its action in a header.
 * @param {import('node:http').IncomingMessage} request
 * @param {ReadonlySet<string> | undefined} ours
 * @returns {400 | 409 | undefined}
 */
export function unknownAction({ headers }, ours) {
  const named = headers['next-action']
  if (named === undefined || !ours || ours.has(String(named))) return undefined
  return /^[0-9a-f]{42}$/.test(String(named)) ? 409 : 400
}
