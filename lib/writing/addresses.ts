import { domainToUnicode } from 'node:url'

/** Addresses of the web, of mailboxes and of telephones in texts of members: where a link may lead, and where a typed one ends. */

/**
 * The target of a link as it is stored: https and http with a host that has a dot and without a user, a mailbox, a telephone, or a path of
 * the portal. Undefined for everything else: it stays text.
 */
export function linkTarget(typed: string): string | undefined {
  const address = typed.trim()
  if (address.length > LONGEST_ADDRESS) return undefined
  if (/^\/(?![/\\])/.test(address)) return portalPath(address)
  const [, scheme = '', rest = ''] = address.match(/^([a-z][a-z0-9+.-]*:)?(.*)$/is) ?? []
  switch (scheme.toLowerCase()) {
    case 'http:':
    case 'https:':
      return webAddress(address)
    case 'mailto:':
      return mailbox(rest.replace(/\?.*$/s, ''))
    case 'tel:':
      return /^\+?[\d ()/.-]{3,30}$/.test(rest) ? `tel:${rest.replace(/[^\d+]/g, '')}` : undefined
    case '':
      return /^www\./i.test(address) ? webAddress(`https://${address}`) : undefined
    default:
      return undefined
  }
}

const LONGEST_ADDRESS = 2_000

function webAddress(address: string): string | undefined {
  const url = URL.parse(address)
  return url?.hostname.includes('.') && !url.username && !url.password ? url.href : undefined
}

function portalPath(path: string): string | undefined {
  const url = URL.parse(path, 'https://portal.invalid')
  return url?.host === 'portal.invalid' ? url.pathname + url.search + url.hash : undefined
}

const typedMailbox = /^[a-z0-9._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,}(?![\p{L}\p{N}@])/iu

function mailbox(address: string): string | undefined {
  return address.match(typedMailbox)?.[0] === address ? `mailto:${address}` : undefined
}

export type TypedAddress = { text: string; href: string }

/** Beginning of an address that may become a link by itself. It ends before space, quotation marks and brackets of whatever language. */
const typedWeb = /^(?:https?:\/\/|www\.)(?:(?![\s<>"])\p{ASCII}|[^\s\p{ASCII}\p{Pi}\p{Pf}\p{Ps}\p{Pe}])+/iu

/** The address with which the text begins, as it was typed, and where it leads; undefined if it begins with none. */
export function addressAtStart(text: string, restore = (typed: string) => typed): TypedAddress | undefined {
  const web = text.match(typedWeb)?.[0]
  const typed = web ? withoutEnd(web) : text.match(typedMailbox)?.[0]
  const href = typed && linkTarget(web ? restore(typed) : `mailto:${typed}`)
  return href ? { text: typed, href } : undefined
}

/** Punctuation at the end belongs to the sentence; a closing bracket belongs to the address if it was opened there. */
function withoutEnd(address: string): string {
  const opened = { ')': count(address, '('), ']': count(address, '['), '}': count(address, '{') }
  const closed = { ')': count(address, ')'), ']': count(address, ']'), '}': count(address, '}') }
  const characters = [...address]
  for (let last = characters.at(-1); last !== undefined; last = characters.at(-1)) {
    if (last === ')' || last === ']' || last === '}') {
      if (closed[last] <= opened[last]) break
      closed[last] -= 1
    } else if (!endsSentence.test(last)) break
    characters.pop()
  }
  return characters.join('')
}

/** Of ASCII the signs that sentences end with; beyond it every punctuation. */
const endsSentence = /[?!.,:;'*_~]|(?!\p{ASCII})\p{P}/u

function count(text: string, sign: string): number {
  return text.split(sign).length - 1
}

const beginning = /(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)|(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@/giu

/** The parts of a text: words, and the addresses between them. */
export function splitAtAddresses(text: string): (string | TypedAddress)[] {
  const parts: (string | TypedAddress)[] = []
  let from = 0
  let next = 0
  for (const { index } of text.matchAll(beginning)) {
    if (index < next) continue
    const [word = ''] = text.slice(index, index + LONGEST_ADDRESS).match(/^\S+/) ?? []
    const found = addressAtStart(word)
    // What begins like an address and is none is tried once, not at each of its parts.
    next = index + (found?.text.length ?? word.length)
    if (!found) continue
    parts.push(text.slice(from, index), found)
    from = next
  }
  return [...parts, text.slice(from)].filter((part) => part !== '')
}

/** The host of an address as people know it: with its letters, not in the code of the domain name system. */
export function readableHost(address: string): string {
  const { hostname } = new URL(address)
  return domainToUnicode(hostname) || hostname
}
