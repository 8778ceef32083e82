import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'

export type SentByStub = { to: string; subject: string; html: string; text: string; id: string; key: string }
type Email = { to: string; subject: string; html: string; text: string }
type Answer = {
  status: number
  body?: string
  headers?: Record<string, string>
}

/**
 * Resend on loopback: batch endpoint with permissive validation, keys remembered with their body, a limit of requests
 * in any second. `respond` takes over: an answer, 'hang' (never answers), 'reset' (breaks off), each before anything is
 * sent; with `accept-then-…` the mails have been sent.
 */
export type ResendStub = {
  url: string
  delivered: SentByStub[]
  requests: { at: number; key: string; size: number; status: number }[]
  /** Requests in any one second before 429; undefined = no limit. */
  limitPerSecond?: number
  respond?: (
    emails: Email[],
    key: string,
  ) => Answer | 'hang' | 'reset' | 'accept-then-hang' | 'accept-then-reset' | undefined
  /** Message that refuses one mail (permissive), or undefined. */
  refuse?: (email: Email) => string | undefined
  close(): Promise<void>
}

export async function startResendStub(): Promise<ResendStub> {
  const known = new Map<string, { body: string; answer: string }>()
  const server = createServer(async (request, response) => {
    const body = await read(request)
    const key = String(request.headers['idempotency-key'] ?? '')
    const emails = JSON.parse(body) as Email[]
    const entry = { at: performance.now(), key, size: emails.length, status: 200 }
    stub.requests.push(entry)
    const reply = (answer: Answer) => {
      entry.status = answer.status
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
      response.end(answer.body ?? '')
    }
    if (isOverLimit(stub, entry.at)) {
      return reply(error(429, 'rate_limit_exceeded', { 'retry-after': '1' }))
    }
    const taken = stub.respond?.(emails, key)
    if (taken === 'hang') return undefined
    if (taken === 'reset') return breakOff(response)
    if (typeof taken === 'object') return reply(taken)
    const earlier = known.get(key)
    if (earlier && earlier.body !== body) return reply(error(409, 'invalid_idempotent_request'))
    const answer = earlier?.answer ?? deliver(stub, emails, key)
    known.set(key, { body, answer })
    if (taken === 'accept-then-hang') return undefined
    if (taken === 'accept-then-reset') return breakOff(response)
    reply({ status: 200, body: answer })
  })
  const stub: ResendStub = {
    url: '',
    delivered: [],
    requests: [],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return stub
}

/** An error as Resend words it. */
export function error(status: number, name: string, headers: Record<string, string> = {}): Answer {
  return { status, body: JSON.stringify({ statusCode: status, name, message: `test ${name}` }), headers }
}

function deliver(stub: ResendStub, emails: Email[], key: string): string {
  const errors: { index: number; message: string }[] = []
  const data: { id: string }[] = []
  emails.forEach((email, index) => {
    const message = stub.refuse?.(email)
    if (message) {
      errors.push({ index, message })
    } else {
      const id = randomUUID()
      stub.delivered.push({ ...email, id, key })
      data.push({ id })
    }
  })
  return JSON.stringify({ data, errors })
}

function isOverLimit({ requests, limitPerSecond }: ResendStub, at: number): boolean {
  if (limitPerSecond === undefined) return false
  return requests.filter((request) => request.at > at - 1000).length > limitPerSecond
}

function breakOff(response: ServerResponse): void {
  response.socket?.destroy()
}

async function read(request: IncomingMessage): Promise<string> {
  let body = ''
  request.setEncoding('utf8')
  for await (const chunk of request) body += chunk
  return body
}
