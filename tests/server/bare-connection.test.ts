import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, test } from 'vitest'
import { answerBareConnection } from '../../server/bare-connection.mjs'
import { securityHeaders } from '../../server/headers.mjs'
import { PortalResponse } from '../../server/response.mjs'

/** What never becomes a request is answered all the same. */
async function send(bytes: string): Promise<string> {
  const server = createServer({ ServerResponse: PortalResponse, headersTimeout: 300, connectionsCheckingInterval: 100 })
  server.on('clientError', answerBareConnection).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk.toString()))
  socket.write(bytes)
  await once(socket, 'close')
  server.close()
  return answer
}

test.each([
  ['no HTTP', 'Guten Tag\r\n\r\n', '400 Bad Request'],
  [
    'headers that are too long',
    `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    '431 Request Header Fields Too Large',
  ],
  ['headers that never end', 'GET / HTTP/1.1\r\nHost: a\r\n', '408 Request Timeout'],
])('%s gets a German page with all headers', async (_, bytes, status) => {
  const answer = await send(bytes)
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status}\r\n`))
  for (const name of Object.keys(securityHeaders)) expect(answer.toLowerCase()).toContain(`\r\n${name}: `)
  expect(answer).toContain('<html lang="de">')
  expect(answer).toContain('href="/datenschutz"')
})
