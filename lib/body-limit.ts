import { type IncomingMessage, type ServerResponse } from 'node:http'

/** No form and no call of the portal is longer, in bytes. proxy.ts refuses what says so itself. */
export const LARGEST_BODY = 1_000_000
/** What is read and thrown away after that, so that the sender hears the answer instead of a broken connection. */
const LARGEST_WASTE = 10 * LARGEST_BODY

/**
 * A body in pieces (Transfer-Encoding: chunked) says nowhere how long it is. It is counted as it arrives; over the limit it gets 413, and
 * whoever waits for its end learns that the request was broken off. So nothing of it is read as a form (S-E9).
 */
export function limitBody(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers['transfer-encoding'] === undefined) return
  const { push } = request
  let length = 0
  let hasAnswered = false
  const answer = () => {
    if (hasAnswered) return
    hasAnswered = true
    const breakOff = () => request.destroy()
    if (response.writableFinished) return void breakOff()
    response.once('finish', breakOff)
    if (!response.headersSent) response.writeHead(413, { connection: 'close', 'cache-control': 'no-store' })
    response.end()
  }
  request.push = (chunk, encoding) => {
    length += (chunk as Buffer | null)?.length ?? 0
    if (length <= LARGEST_BODY) return push.call(request, chunk, encoding)
    if (chunk === null || length > LARGEST_WASTE) answer()
    return true
  }
}
