import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, connect, Socket } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import { LONGEST_SCAN } from '@/lib/disclosure/prepare-disclosure'
import { largestBody, MOST_COLONS, MOST_FIELDS, MOST_OPENINGS, MOST_PARTS, takesForms } from '@/server/largest-body.mjs'
import { PortalResponse } from '@/server/response.mjs'
import { limitBody, PortalRequest } from '../../server/body-limit.mjs'
import { unknownAction } from '../../server/named-actions.mjs'

/** Bodies that do not say how long they are (S-E9). */
const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const LARGEST_BODY = largestBody('/kontakt')

type Read = { bytes: number; outcome: 'whole' | 'broken off' }

/** A server that reads each body to its end and then answers 200. */
async function serve(listener?: RequestListener): Promise<{ port: number; read: Promise<Read> }> {
  let settle = (_: Read) => {}
  const read = new Promise<Read>((resolve) => {
    settle = resolve
  })
  const server = createServer(
    { IncomingMessage: PortalRequest, ServerResponse: PortalResponse },
    async (request, response) => {
      limitBody(request, response)
      if (listener) return listener(request, response)
      const result = await readAll(request)
      settle(result)
      response.end(`${result.bytes}`)
    },
  )
  open.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { port: (server.address() as AddressInfo).port, read }
}

async function readAll(request: IncomingMessage): Promise<Read> {
  let bytes = 0
  try {
    for await (const chunk of request) bytes += (chunk as Buffer).length
    return { bytes, outcome: 'whole' }
  } catch {
    return { bytes, outcome: 'broken off' }
  }
}

function send(port: number, bytes: number, accept = 'text/html'): Promise<Response> {
  const body = new Blob(['x'.repeat(bytes)]).stream()
  const init = { method: 'POST', body, duplex: 'half', headers: { accept } } as RequestInit
  return fetch(`http://127.0.0.1:${port}/kontakt`, init)
}

describe('a body in pieces', () => {
  test('of exactly the limit is read to its end', async () => {
    const { port, read } = await serve()
    const answer = await send(port, LARGEST_BODY)
    expect([answer.status, await answer.text()]).toEqual([200, String(LARGEST_BODY)])
    expect(await read).toEqual({ bytes: LARGEST_BODY, outcome: 'whole' })
  })

  test.each([1, LARGEST_BODY])(
    'of %i bytes more gets 413 with a German page, and nobody has read it whole',
    async (more) => {
      const { port, read } = await serve()
      const answer = await send(port, LARGEST_BODY + more)
      expect(answer.status).toBe(413)
      expect(await answer.text()).toContain('Ihre Eingabe ist zu groß. Es wurde nichts gespeichert.')
      expect((await read).outcome).toBe('broken off')
    },
  )

  test('gets a bare 413 where no page is asked for', async () => {
    const { port } = await serve()
    const answer = await send(port, LARGEST_BODY + 1, '*/*')
    expect([answer.status, await answer.text()]).toEqual([413, ''])
  })

  test('that has been answered already is thrown away, and the connection ends', async () => {
    const { port } = await serve((_, response) => void response.end('ok'))
    expect((await send(port, LARGEST_BODY + 1)).status).toBe(200)
  })

  test('that never ends is broken off', async () => {
    const { port, read } = await serve()
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write('POST / HTTP/1.1\r\nHost: portal.test\r\nTransfer-Encoding: chunked\r\n\r\n')
    const piece = `${(65_536).toString(16)}\r\n${'x'.repeat(65_536)}\r\n`
    const more = () => socket.writable && socket.write(piece, more)
    more()
    expect((await read).outcome).toBe('broken off')
    await new Promise((closed) => socket.once('close', closed))
  })
})

describe('the fields of a form', () => {
  const form = (fields: number) => {
    const data = new FormData()
    for (let field = 0; field < fields; field++) data.append(`$ACTION_${field}:0`, 'x')
    return { method: 'POST', body: data, headers: { accept: 'text/html' } }
  }
  const post = (port: number, fields: number) => fetch(`http://127.0.0.1:${port}/forum/neu`, form(fields))

  test('are read to the end if they are as many as allowed', async () => {
    const { port, read } = await serve()
    expect((await post(port, MOST_FIELDS)).status).toBe(200)
    expect((await read).outcome).toBe('whole')
  })

  test.each([MOST_FIELDS + 2, 10 * MOST_FIELDS])(
    'get 413 and are not read as a form where they are %i',
    async (fields) => {
      const { port, read } = await serve()
      expect((await post(port, fields)).status).toBe(413)
      expect((await read).outcome).toBe('broken off')
    },
  )
})

describe('the action of a form', () => {
  const known = 'f'.repeat(42)
  const boundary = 'x'
  const part = (name: string, value = '') =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  async function serveForms(): Promise<string> {
    const server = createServer(
      { IncomingMessage: PortalRequest, ServerResponse: PortalResponse },
      async (request, response) => {
        limitBody(request, response, new Set([known]))
        if ((await readAll(request)).outcome === 'whole') response.end()
      },
    )
    open.push(server)
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/kontakt`
  }
  /** Status of the answer to a body that comes in pieces of this size. */
  async function statusOf(body: string, size: number, headers: Record<string, string> = {}): Promise<number> {
    const address = await serveForms()
    const pieces = Array.from({ length: Math.ceil(body.length / size) }, (_, i) => body.slice(i * size, (i + 1) * size))
    const type = { 'content-type': `multipart/form-data; boundary=${boundary}` }
    const init = { method: 'POST', duplex: 'half', headers: { accept: 'text/html', ...type, ...headers } }
    const stream = Readable.from(pieces.map((piece) => Buffer.from(piece)))
    return (
      await fetch(address, {
        ...init,
        body: stream,
      } as unknown as RequestInit)
    ).status
  }

  test.each([1, 7, 100, 10_000])('is found also where the body is cut, in pieces of %i', async (size) => {
    const described = (id: string) => part('$ACTION_REF_1') + part('$ACTION_1:0', `{"id":"${id}","bound":"$@1"}`)
    expect(await statusOf(part('text', 'a') + part(`$ACTION_ID_${known}`), size)).toBe(200)
    expect(await statusOf(described(known), size)).toBe(200)
    expect(await statusOf(described('a'.repeat(42)), size)).toBe(409)
    expect(await statusOf(part(`$ACTION_ID_${'a'.repeat(42)}`), size)).toBe(409)
    expect(await statusOf(part('text', 'a'), size)).toBe(400)
  })

  test('is none of another build because somebody writes of one', async () => {
    const quoted = part('text', part(`$ACTION_ID_${'a'.repeat(42)}`))
    expect(await statusOf(part(`$ACTION_ID_${known}`) + quoted, 10_000)).toBe(200)
  })

  test('is not asked for where scripts name it, nor of other bodies', async () => {
    expect(await statusOf(part('0', '[]'), 100, { 'next-action': known })).toBe(200)
    expect(await statusOf('[]', 100, { 'content-type': 'text/plain' })).toBe(200)
  })

  test('is not asked for where a page is fetched with the type of a form: so Next.js fetches the page after an action', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x', rsc: '1' }
    expect((await fetch(await serveForms(), { headers })).status).toBe(200)
  })

  test.each([
    [undefined, undefined],
    [known, undefined],
    ['a'.repeat(42), 409],
    ['toString', 400],
    ['', 400],
  ])('named %s by a script: %s', (named, status) => {
    const request = { headers: named === undefined ? {} : { 'next-action': named } } as unknown as IncomingMessage
    expect(unknownAction(request, new Set([known]))).toBe(status)
    expect(unknownAction(request, undefined)).toBeUndefined()
  })
})

describe('however it is sent', () => {
  const boundary = 'x'
  const fields = (count: number) =>
    `${`--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n`.repeat(count)}--${boundary}--\r\n`

  /** The body in pieces of this size, each on its own. */
  async function inPieces(body: string, size: number, type: string): Promise<{ status: number; outcome: string }> {
    const { port, read } = await serve()
    const socket = connect(port, '127.0.0.1').setNoDelay(true)
    socket.write(
      `POST /forum/neu HTTP/1.1\r\nHost: x\r\nAccept: */*\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`,
    )
    const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())))
    for (let at = 0; at < body.length; at += size) {
      socket.write(body.slice(at, at + size))
      await new Promise((next) => setImmediate(next))
    }
    const status = Number((await answer).split(' ')[1])
    const { outcome } = await read
    socket.destroy()
    return { status, outcome }
  }
  const multipart = `multipart/form-data; boundary=${boundary}`

  test('a field whose header is cut in two is counted', async () => {
    expect(await inPieces(fields(MOST_FIELDS), 70, multipart)).toMatchObject({ status: 200, outcome: 'whole' })
    expect(await inPieces(fields(MOST_FIELDS + 10), 70, multipart)).toMatchObject({
      status: 413,
      outcome: 'broken off',
    })
  })

  test('so are fields in an address', async () => {
    const urlencoded = 'application/x-www-form-urlencoded'
    expect((await inPieces('a=b&'.repeat(MOST_FIELDS), 4_000, urlencoded)).status).toBe(200)
    expect((await inPieces('a=b&'.repeat(MOST_FIELDS + 1), 4_000, urlencoded)).status).toBe(413)
  })

  test.each(['[', '{"a":', '[{"a":"]]]}}}"},'])('JSON is no deeper than it may be: %j', async (piece) => {
    const most = Math.floor(MOST_OPENINGS / (piece.match(/[[{]/g)?.length ?? 1))
    expect((await inPieces(piece.repeat(most), 16_000, 'text/plain;charset=UTF-8')).status).toBe(200)
    expect((await inPieces(piece.repeat(most + 1), 16_000, 'text/plain;charset=UTF-8')).status).toBe(413)
  })

  test.each([
    ['parts without a name', `--${boundary}\r\n\r\n\r\n`, MOST_PARTS, multipart],
    ['names of values in JSON', '"name" :1,', MOST_COLONS, 'text/plain;charset=UTF-8'],
    ['headers of one part', 'a: b\r\n', MOST_COLONS, multipart],
  ])('%s are no more than they may be', async (_, piece, most, type) => {
    const separators = piece.startsWith('--') ? 1 : 0
    expect((await inPieces(piece.repeat(most + separators), 30_000, type)).status).toBe(200)
    expect((await inPieces(piece.repeat(most + separators + 1), 30_000, type)).status).toBe(413)
  })

  test('to count holds up nobody', () => {
    const request = new PortalRequest(new Socket())
    request.url = '/admin/datenschutzerklaerung/entwurf'
    request.headers['content-type'] = multipart
    // As much as Node.js reads at once.
    const piece = Buffer.alloc(65_536, 'content-dispositio[')
    const held = Array.from({ length: 15 }, () => {
      const began = performance.now()
      request.push(piece)
      return performance.now() - began
    })
    expect(Math.max(...held)).toBeLessThan(50)
  })

  test.each([
    ['/forum/neu', true],
    ['/admin/herausgabe/1/anordnung', false],
    ['/admin/herausgabe/1/anordnung/x', true],
    ['/api/webhooks/resend', false],
  ])('%s takes forms: %s', (path, takes) => expect(takesForms(path)).toBe(takes))
})

describe('the longest body of an address', () => {
  test.each([
    ['/', 100_000],
    ['/registrieren', 100_000],
    ['/anmelden?weiter=/admin/team', 100_000],
    ['/mein-profil/daten', 100_000],
    ['/api/auth/callback/credentials', 100_000],
    ['/forumx', 100_000],
    ['/administrator', 100_000],
    ['/forum', 400_000],
    ['/forum/neu?kategorie=1', 400_000],
    ['/meine-angebote/1', 400_000],
    ['/api/webhooks/resend', 1_000_000],
    ['/admin/datenschutzerklaerung/entwurf', 1_000_000],
    ['/admin/herausgabe/1/anordnung/x', 1_000_000],
  ])('%s: %i bytes', (path, bytes) => expect(largestBody(path)).toBe(bytes))

  test('takes the scan of a court order with the frame of its form', () => {
    expect(largestBody('/admin/herausgabe/0199-1/anordnung')).toBe(LONGEST_SCAN + 10_000)
  })
})
