// @ts-check
/**
 * Longest bodies in bytes (S-E9). To read a form holds up everybody, so none is longer than its fields can be: twice, because what the page
 * answered last comes along. Without a session anybody can send to any address.
 * @type {[RegExp, number][]}
 */
const byAddress = [
  // The scan of a court order, 5 MiB, and the frame of its form.
  [/^\/admin\/herausgabe\/[^/]+\/anordnung$/, 5 * 1024 * 1024 + 10_000],
  [/^\/admin\/|^\/api\/(?!auth\/)/, 1_000_000],
  [/^\/(?:forum|meine-angebote)(?:\/|$)/, 400_000],
]
const OTHERS = 100_000

/**
 * The longest body that the address takes.
 * @param {string} path with or without a query
 */
export function largestBody(path) {
  const [address = ''] = path.split('?', 1)
  return byAddress.find(([pattern]) => pattern.test(address))?.[1] ?? OTHERS
}

/** Fields of one form; those of the portal have less than fifty. */
export const MOST_FIELDS = 500

/** Lines that begin a part of a form in parts, or look like it in a text: a part without a name costs as much as a field. */
export const MOST_PARTS = 2_000

/** Colons in the body of a form, which bound the names of values in any JSON in it, and the headers of its parts. */
export const MOST_COLONS = 20_000

/** Opening brackets and braces in the body of a form, which bound how deep any JSON in it is; nobody types so many. */
export const MOST_OPENINGS = 10_000

/** Is this address one of the pages, whose bodies are forms? Not a programming interface, nor the scan of a court order. @param {string} path */
export function takesForms(path) {
  return !/^\/api\/|^\/admin\/herausgabe\/[^/?]+\/anordnung$/.test(path)
}
