import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import { type IncomingMessage, type ServerResponse } from 'node:http'
import { catchBareErrors } from './error-net'

/**
 * The HTTP exchange that the running code answers. Next.js gives server components no way to set a status, and its own
 * notFound()/forbidden() draw their page with JavaScript only (see docs/decisions/0001-status-of-error-pages.md). Node
 * publishes every request on a diagnostics channel before it is handled; what runs for the request inherits the store.
 */
type Exchange = { request: IncomingMessage; response: ServerResponse }

// One store per process, shared by the separate bundles of pages and instrumentation.
const shared = globalThis as unknown as { portalExchange?: AsyncLocalStorage<Exchange> }
shared.portalExchange ??= new AsyncLocalStorage<Exchange>()
const store = shared.portalExchange

/** Called once per process, before the first request (instrumentation.ts). */
export function observeExchanges(): void {
  subscribe('http.server.request.start', (message) => {
    const exchange = message as Exchange
    catchBareErrors(exchange.request, exchange.response)
    store.enterWith(exchange)
  })
}

/** Sets the status of the answer, and headers if given. False if the answer is already under way or not observed. */
export function setStatus(status: number, headers: Record<string, string> = {}): boolean {
  const response = store.getStore()?.response
  if (!response || response.headersSent) return false
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  return true
}

/** Address of the peer that opened the connection; undefined where connections are not observed. */
export function peerAddress(): string | undefined {
  return store.getStore()?.request.socket.remoteAddress
}
