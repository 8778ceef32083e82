import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import { type IncomingMessage, type ServerResponse } from 'node:http'

/**
 * The HTTP exchange that the running code answers. Next.js gives server components no way to set a status, and its own
 * notFound()/forbidden() draw their page with JavaScript only (see docs/decisions/0001-status-of-error-pages.md). Node
 * publishes every request on a diagnostics channel before it is handled; what runs for the request inherits the store.
 */
export type Exchange = {
  request: IncomingMessage
  response: ServerResponse
  notes: ExchangeNotes
  work?: KeptWork
  form?: KeptForm
  farewell?: Farewell
  /** An action of ours took up what was sent. */
  isTakenUp?: true
}
/** What pages tell the access log about the exchange (DS-02): a group of members, never one of them. */
type ExchangeNotes = { memberGroup?: string; hasFailedSignIn?: boolean }
/** What somebody wrote in a form that could not be taken, by field: the page that answers without scripts gives it back. */
export type KeptWork = Record<string, string>
/** The whole form as it was sent, Next's own fields too, so that it can be sent again as it is; never passwords. */
export type KeptForm = [name: string, value: string][]
/** How a session ended in this exchange. */
export type Farewell = 'signed-out' | 'factor-too-late' | 'erased'

// One store per process, shared by the separate bundles of pages and instrumentation.
const shared = globalThis as unknown as { portalExchange?: AsyncLocalStorage<Exchange> }
shared.portalExchange ??= new AsyncLocalStorage<Exchange>()
const store = shared.portalExchange

/** Called once per process, before the first request (instrumentation.ts). `watch` sees every exchange when it begins. */
export function observeExchanges(watch?: (exchange: Exchange) => void): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as Omit<Exchange, 'notes'>
    const exchange: Exchange = { request, response, notes: {} }
    watch?.(exchange)
    store.enterWith(exchange)
  })
}

/** Adds to what the access log may know about this exchange. Does nothing where exchanges are not observed. */
export function noteExchange(notes: ExchangeNotes): void {
  const exchange = store.getStore()
  if (exchange) Object.assign(exchange.notes, notes)
}

/** Hands the page of this exchange what was written, so that nothing is lost. Does nothing where exchanges are not observed. */
export function keepWork(work: KeptWork): void {
  const exchange = store.getStore()
  if (exchange) exchange.work = work
}

/** What an action could not take in this exchange. */
export function keptWork(): KeptWork | undefined {
  return store.getStore()?.work
}

/** The same for a form that its page need not know. */
export function keepForm(form: KeptForm): void {
  const exchange = store.getStore()
  if (exchange) exchange.form = form
}

export function keptForm(): KeptForm | undefined {
  return store.getStore()?.form
}

/** Lets the page of this exchange say that the session is over, instead of what it is for. False where exchanges are not observed. */
export function keepFarewell(farewell: Farewell): boolean {
  const exchange = store.getStore()
  if (exchange) exchange.farewell = farewell
  return exchange !== undefined
}

export function keptFarewell(): Farewell | undefined {
  return store.getStore()?.farewell
}

/** Sets the status of the answer, and headers if given. False if the answer is already under way or not observed. */
export function setStatus(status: number, headers: Record<string, string> = {}): boolean {
  const response = store.getStore()?.response
  if (!response || response.headersSent) return false
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  return true
}

/** An action has begun: what was sent could be read as one of our forms. */
export function takeUp(): void {
  const exchange = store.getStore()
  if (exchange) exchange.isTakenUp = true
}

/** Was something sent to a page that no action of ours took up: no form, or one that cannot be read? */
export function isNoForm(): boolean {
  const exchange = store.getStore()
  return exchange?.request.method === 'POST' && !exchange.isTakenUp
}

/** What Next.js is about to answer as a failure is the fault of what was sent (server/response.mjs): 400. */
export function blameSender(): void {
  const response = store.getStore()?.response
  if (response && 'isOfSender' in response) response.isOfSender = true
}

/** Does somebody ask for the headers of a page only? Next.js draws it all the same. */
export function isHeadRequest(): boolean {
  return store.getStore()?.request.method === 'HEAD'
}

/** Address of the peer that opened the connection; undefined where connections are not observed. */
export function peerAddress(): string | undefined {
  return store.getStore()?.request.socket.remoteAddress
}
