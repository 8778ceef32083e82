import { domainToASCII } from 'node:url'
import { readLine } from './typed-text'

/** RFC 5321 limits of the path and of the part before the @. */
const LONGEST_EMAIL = 254
const LONGEST_LOCAL_PART = 64

const tooLong = 'Die E-Mail-Adresse ist zu lang.'
const malformed = 'Geben Sie eine E-Mail-Adresse im richtigen Format ein, zum Beispiel name@beispiel.de.'

/**
 * The one spelling under which an address is stored and looked up: NFKC, lower case, domain in punycode. What cannot be seen and what
 * copying puts around it is taken off: a display name with `<…>`, `mailto:`, quotes, a full stop at the end. `problem`: for the
 * person who typed it. Validated after normalising, so that nothing turns into a second address later (S-A12):
 *
 * - exactly one plain `@` before and after normalising: a full-width one is refused, not repaired;
 * - the part before the @ is ASCII without quotes, commas or spaces. Look-alikes of Latin letters are thereby impossible there;
 *   addresses that need SMTPUTF8 are refused because most servers do not take them;
 * - a domain may have umlauts or be written in another script, but no label mixes Latin with other letters. It is kept
 *   and shown in punycode, where look-alikes look different.
 */
export function readAddress(raw: string): { email: string } | { problem: string } {
  if (raw.length > 4 * LONGEST_EMAIL) return { problem: tooLong }
  const typed = unwrapped(readLine(raw))
  if (!typed.includes('@')) return { problem: `${malformed} Es fehlt das @.` }
  if (typed.split('@').length > 2)
    return { problem: 'Geben Sie nur eine E-Mail-Adresse ein. Hier steht mehr als ein @.' }
  const [local = '', domain = '', ...more] = typed.normalize('NFKC').toLowerCase().split('@')
  if (more.length > 0 || !local || !domain) return { problem: malformed }
  const foreign = local.match(/[^\p{ASCII}]/u)?.[0]
  if (foreign) return { problem: `Vor dem @ sind keine Umlaute und Sonderbuchstaben möglich. Ändern Sie „${foreign}“.` }
  const sign = `${local}${domain}`.match(/[\s,;:"<>()[\]\\]/)?.[0]
  if (sign) return { problem: `${malformed} Entfernen Sie ${sign === ' ' ? 'das Leerzeichen' : `„${sign}“`}.` }
  const ascii = asciiDomain(domain)
  if (!dotAtom.test(local) || !ascii) return { problem: malformed }
  const email = `${local}@${ascii}`
  return local.length > LONGEST_LOCAL_PART || email.length > LONGEST_EMAIL ? { problem: tooLong } : { email }
}

/** "Erika Muster <mailto:e@x.de>." → "e@x.de" */
function unwrapped(line: string): string {
  return (line.match(/^[^<>@]*<([^<>]*)>[.,;]?$/)?.[1] ?? line)
    .replace(/^[\s"'„“”‚‘’«»()[\]]*(?:mailto:)?/i, '')
    .replace(/\?(?:subject|body|cc|bcc)=.*$/i, '')
    .replace(/[\s"'„“”‚‘’«»()[\].,;:]+$/, '')
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
