// @ts-check
/** Longer addresses are nobody's: those of the portal stay far below. Characters. */
const LONGEST_ADDRESS = 8_000

/**
 * Status of an answer that Next.js cannot give, as it would fail itself over such a request: 405 for a method without meaning here, 414 for an
 * address that is too long, 400 for one that cannot be read. undefined: the request goes on.
 * @param {{ method?: string, url?: string }} request
 * @returns {400 | 405 | 414 | undefined}
 */
export function refusedStatus({ method = '', url = '' }) {
  if (!METHODS.has(method)) return 405
  if (url.length > LONGEST_ADDRESS) return 414
  return isReadable(url) ? undefined : 400
}

/** All that Next.js and the proxy know what to do with; most of them end in 405 there. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** @param {string} url */
function isReadable(url) {
  if (!url.startsWith('/')) return false
  const path = url.split('?', 1)[0] ?? ''
  try {
    // No sign that nobody can type or see, plain or encoded, and nothing that is not UTF-8.
    return !/[\p{Cc}\\]/u.test(decodeURIComponent(path))
  } catch {
    return false
  }
}

/**
 * The address as its origin form, if it was given with the portal's name before it (RFC 9112, 3.2.2). Two slashes at its beginning are one:
 * Next.js would take what follows for a host.
 * @param {string} url
 */
export function originForm(url) {
  return url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/^\/{2,}/, '/') || '/'
}
