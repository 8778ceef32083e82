import { createHash } from 'node:crypto'
import { attachment } from './download'

type Made = {
  type: string
  /** What the answer says, without what changes at each answer */
  content: string
  changedAt: Date
  /** Where the answer holds more than the content */
  body?: string
  /** Name of the file for readers who keep it */
  name?: string
}

/**
 * An answer that programs ask for again and again (RFC 9110, 13): with its mark and the time of its last change, and 304 without a body
 * for whoever has it already. Nobody keeps it without asking.
 */
export function conditional(request: Request, { type, content, changedAt, body = content, name }: Made): Response {
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`
  const headers = { etag, 'last-modified': changedAt.toUTCString(), 'cache-control': 'no-cache' }
  if (isKnown(request.headers, etag, changedAt)) return new Response(null, { status: 304, headers })
  return new Response(body, { headers: { 'content-type': type, ...headers, ...(name ? attachment(name) : {}) } })
}

/** The mark decides where one is given (13.2.2); times count whole seconds. */
function isKnown(headers: Headers, etag: string, changedAt: Date): boolean {
  const marks = headers.get('if-none-match')
  if (marks !== null)
    return marks.trim() === '*' || marks.split(',').some((mark) => mark.trim().replace(/^W\//, '') === etag)
  const since = Date.parse(headers.get('if-modified-since') ?? '')
  return Math.floor(changedAt.getTime() / 1000) * 1000 <= since
}
