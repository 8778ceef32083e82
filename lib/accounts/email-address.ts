import { domainToASCII } from 'node:url'

/** RFC 5321 limits of the path and of the part before the @. */
export const LONGEST_EMAIL = 254
const LONGEST_LOCAL_PART = 64

export type EmailProblem = 'malformed' | 'too-long' | 'not-deliverable'

/**
 * The one spelling under which an address is stored and looked up: NFKC, trimmed, lower case, domain in punycode.
 * Validated after normalising, so that nothing turns into a second address later (S-A12):
 *
 * - exactly one plain `@` before and after normalising: a full-width one is refused, not repaired;
 * - the part before the @ is ASCII without quotes, commas, spaces or control characters. Look-alikes of Latin letters
 *   are thereby impossible there; addresses that need SMTPUTF8 are refused because most servers do not take them;
 * - a domain may have umlauts or be written in another script, but no label mixes Latin with other letters. It is kept
 *   and shown in punycode, where look-alikes look different.
 */
export function normaliseEmail(raw: string): { email: string } | { problem: EmailProblem } {
  if (raw.length > 4 * LONGEST_EMAIL) return { problem: 'too-long' }
  if (raw.split('@').length !== 2) return { problem: 'malformed' }
  const [local = '', domain = '', ...more] = raw.normalize('NFKC').trim().toLowerCase().split('@')
  if (more.length > 0 || !local || !domain) return { problem: 'malformed' }
  if (/[^\p{ASCII}]/u.test(local)) return { problem: 'not-deliverable' }
  if (!dotAtom.test(local)) return { problem: 'malformed' }
  const ascii = asciiDomain(domain)
  if (!ascii) return { problem: 'malformed' }
  const email = `${local}@${ascii}`
  return local.length > LONGEST_LOCAL_PART || email.length > LONGEST_EMAIL ? { problem: 'too-long' } : { email }
}

// RFC 5322 dot-atom.
const dotAtom = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const hostLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

function asciiDomain(domain: string): string | undefined {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return undefined
  if (domain.split('.').some((label) => /\p{Script=Latin}/u.test(label) && foreignLetter.test(label))) return undefined
  const ascii = domainToASCII(domain)
  const labels = ascii.split('.')
  const topLevel = labels.at(-1) ?? ''
  return labels.length > 1 && labels.every((label) => hostLabel.test(label)) && /[a-z]/.test(topLevel)
    ? ascii
    : undefined
}

const foreignLetter = /(?!\p{Script=Latin})\p{L}/u
