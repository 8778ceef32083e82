// @ts-check
import { STATUS_CODES } from 'node:http'
import { errorPage, errorPageHeaders } from './error-page.mjs'
import { securityHeaders } from './headers.mjs'

/** @type {Record<string, number>} */
const statusOf = { HPE_HEADER_OVERFLOW: 431, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413, ERR_HTTP_REQUEST_TIMEOUT: 408 }

/**
 * What is no request of HTTP, too long or too slow never becomes one; the page is written to the connection itself.
 * @param {Error & { code?: string }} error
 * @param {import('node:stream').Duplex} socket
 */
export function answerBareConnection(error, socket) {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  endWithPage(socket, statusOf[error.code ?? ''] ?? 400)
}

/**
 * @param {import('node:stream').Duplex} socket
 * @param {number} status
 */
export function endWithPage(socket, status) {
  const html = Buffer.from(errorPage(status))
  const headers = { ...securityHeaders, ...errorPageHeaders, 'content-length': html.length, connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${html}`, () => socket.destroy())
}
