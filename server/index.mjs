// @ts-check
import { createServer } from 'node:http'
import next from 'next'
import { originForm, refusedStatus } from './address.mjs'
import { answerBareConnection, endWithPage } from './bare-connection.mjs'
import { limitBody, PortalRequest } from './body-limit.mjs'
import { builtActions, unknownAction } from './named-actions.mjs'
import { PortalResponse } from './response.mjs'

/**
 * One server process, in the order in which a request passes: limits of the connection → security headers → address → length and kind of the
 * body → Next.js → a page for what would be bare. Access log and scheduler begin with Next.js (instrumentation.ts).
 */
const { HOST: hostname = '127.0.0.1', PORT: port = '3000', NODE_ENV } = process.env
process.title = 'portal-server'

/** A browser sends its headers at once, and a form of 1 MB in a minute on the slowest line. Milliseconds. */
const limits = { headersTimeout: 15_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000 }
/** Idle connections cost 32 kB each; a limit keeps file descriptors for the database and the log. */
const MOST_CONNECTIONS = 4_000
const MOST_REQUESTS_OF_A_CONNECTION = 1_000

const server = createServer({ IncomingMessage: PortalRequest, ServerResponse: PortalResponse, ...limits })
server.maxConnections = MOST_CONNECTIONS
server.maxRequestsPerSocket = MOST_REQUESTS_OF_A_CONNECTION

const isDevelopment = NODE_ENV === 'development'
const actions = isDevelopment ? undefined : builtActions()
const portal = next({ dev: isDevelopment, hostname, port: Number(port), httpServer: server, quiet: true })
await portal.prepare()
const answer = portal.getRequestHandler()

server.on('request', (request, response) => {
  // A body in pieces that nobody can tell apart: the parser refuses it with its first byte, and Next.js is not asked.
  if (!/^(chunked)?$/i.test(request.headers['transfer-encoding'] ?? '')) return
  // A server that ends lets nobody come back over this connection.
  if (!server.listening) response.setHeader('connection', 'close')
  request.url = originForm(request.url ?? '')
  const status = refusedStatus(request)
  if (status) return void response.writeHead(status, { 'cache-control': 'no-store' }).end()
  const unknown = unknownAction(request, actions)
  // By this header the form itself knows that its page is outdated.
  if (unknown)
    return void response.writeHead(unknown, { 'cache-control': 'no-store', 'x-nextjs-action-not-found': '1' }).end()
  limitBody(request, response, actions)
  answer(request, response).catch((error) => {
    const { name, code } = error ?? {}
    console.error(JSON.stringify({ at: new Date(), level: 'error', where: 'server', name, code }))
    if (!response.headersSent) response.statusCode = 500
    response.end()
  })
})
server.on('clientError', answerBareConnection)
// A proxy to elsewhere is asked for: nothing of the kind is here.
server.on('connect', (_, socket) => endWithPage(socket, 405))

server.listen(Number(port), hostname)

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => server.close(end))

/** The last request is answered: Next.js ends what it does after answers. */
async function end() {
  await portal.close()
  process.exit(0)
}
