import { createHash } from 'node:crypto'

/** Marks of the way: the same message has others at each server and at each delivery. */
const marks =
  /^(received|delivered-to|return-path|authentication-results|arc-[\w-]+|envelope-to|x-(?!portal-mail)[\w-]+|status|dkim-signature):/i

/** SHA-256 (hex) of a message without the marks of its way: a repeated delivery counts once. */
export function messageHash(raw: Uint8Array): string {
  const text = Buffer.from(raw).toString('latin1').replace(/\r\n?/g, '\n')
  const end = text.indexOf('\n\n')
  const head = (end < 0 ? text : text.slice(0, end)).replace(/\n[ \t]+/g, ' ').split('\n')
  const kept = head.filter((line) => !marks.test(line)).join('\n')
  return createHash('sha256')
    .update(`${kept}\n`, 'latin1')
    .update(end < 0 ? '' : text.slice(end).trimEnd(), 'latin1')
    .digest('hex')
}
