import { type DissectedMail } from './mail-types'

/**
 * What the own receiver says of the From line (RFC 8601). `proven`: the domain of the sender stands for this message; `failed`: it says
 * that it does not; `unproven`: nobody knows.
 */
export type Authenticity = 'proven' | 'unproven' | 'failed'

/** Longer than any receiver writes; of a longer one not all was read. */
const LONGEST = 4_000

/**
 * Reads Authentication-Results, of the own receiver only (`authservIds`; empty = nobody is proven) and only the uppermost field: what stands
 * below came with the message, and whoever wrote the message wrote it. Two results of one kind that differ prove nothing (DS-06).
 */
export function authenticityOf(
  { headers, sender }: Pick<DissectedMail, 'headers' | 'sender'>,
  authservIds: readonly string[],
): Authenticity {
  const field = headers.find(({ name }) => name === 'authentication-results')?.value
  if (!sender || !field || field.length > LONGEST) return 'unproven'
  const statements = statementsIn(field)
  const [receiver = '', ...results] = statements ?? []
  const id = /^\s*"?([^\s"]+)"?(\s+1)?\s*$/.exec(receiver)?.[1]?.toLowerCase()
  if (!id || !authservIds.includes(id)) return 'unproven'
  const domain = sender.slice(sender.indexOf('@') + 1)
  const dmarc = results.flatMap((result) => resultOf(result, 'dmarc') ?? [])
  if (dmarc.some(({ is }) => is === 'fail')) return 'failed'
  if (dmarc.length === 1 && dmarc[0]?.is === 'pass')
    return (dmarc[0].properties['header.from'] ?? domain) === domain ? 'proven' : 'unproven'
  if (dmarc.length > 1) return 'unproven'
  const dkim = results.flatMap((result) => resultOf(result, 'dkim') ?? [])
  const signed = dkim.some(({ is, properties }) => is === 'pass' && isAligned(domain, signerOf(properties)))
  return signed ? 'proven' : 'unproven'
}

/**
 * The parts between semicolons, without comments; quoted text counts as one word that says nothing, because a sender chooses it
 * (smtp.mailfrom="x; dmarc=pass"@…). Undefined: brackets or quotes without end, or signs that do not belong there.
 */
function statementsIn(field: string): string[] | undefined {
  if (!/^[\t -~]*$/.test(field)) return undefined
  const statements = ['']
  let depth = 0
  let isQuoted = false
  for (let at = 0; at < field.length; at += 1) {
    const sign = field[at] as string
    if (sign === '\\') {
      at += 1
      continue
    }
    if (sign === '"' && depth === 0) isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (sign === '(') depth += 1
    else if (sign === ')') depth -= 1
    if (depth < 0) return undefined
    if (depth > 0 || sign === ')') continue
    if (sign === ';') statements.push('')
    else statements[statements.length - 1] += sign
  }
  return depth === 0 && !isQuoted ? statements : undefined
}

type Result = { is: string; properties: Record<string, string> }

/** "dkim=pass header.d=example.org", or undefined if it is about another method. A property that comes twice says nothing. */
function resultOf(statement: string, method: string): Result | undefined {
  const [first = '', ...words] = statement.trim().toLowerCase().split(/\s+/)
  const [name, is] = first.split('=')
  if (name?.split('/')[0] !== method) return undefined
  const properties: Record<string, string> = {}
  for (const word of words) {
    const [key = '', value = ''] = word.split('=')
    properties[key] = key in properties ? '' : value
  }
  return { is: is ?? '', properties }
}

function signerOf({ 'header.d': domain, 'header.i': identity }: Result['properties']): string | undefined {
  return domain || identity?.slice(identity.lastIndexOf('@') + 1)
}

/** The domain itself, or one above it: a sub-domain belongs to whoever has the domain (RFC 7489 3.1, without a list of suffixes). */
function isAligned(domain: string, signer: string | undefined): boolean {
  return signer?.includes('.') === true && (domain === signer || domain.endsWith(`.${signer}`))
}
