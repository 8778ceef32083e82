// @ts-check
/**
 * On every answer, whoever makes it (S-K1); the only list. Links from mails stay out of the Referer (S-H5). Not `no-referrer`: browsers then
 * send forms with `Origin: null`, which we and Next.js refuse.
 * @type {Record<string, string>}
 */
export const securityHeaders = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  // Of files, redirects and bare answers; pages have one of their own, with a nonce (proxy.ts).
  'content-security-policy':
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
}
