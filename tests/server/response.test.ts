import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { PortalResponse } from '@/server/response.mjs'

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

async function ask(
  listener: RequestListener,
  init: RequestInit = { headers: { accept: 'text/html' } },
): Promise<Response> {
  const server = createServer({ ServerResponse: PortalResponse }, listener)
  open.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, init)
}

describe('a bare error of the framework', () => {
  test('becomes a German page with the same status', async () => {
    const answer = await ask((_request, response) => {
      response.statusCode = 500
      response.end('Internal Server Error')
    })
    expect(answer.status).toBe(500)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const html = await answer.text()
    expect(html).toContain('<html lang="de">')
    expect(html).not.toContain('Internal Server Error')
    for (const name of ['Datenschutz', 'Impressum', 'Barrierefreiheit', 'Kontakt'])
      expect(html).toContain(`>${name}</a>`)
  })

  test('says that the page is outdated when the form belongs to an older build (S-E6)', async () => {
    const answer = await ask((_request, response) => {
      response.writeHead(409, { 'content-type': 'text/plain', 'content-length': 5 })
      response.end('stale')
    })
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('nicht mehr aktuell')
  })

  test('stays as it is for programs, for forms with JavaScript and for errors that have a page', async () => {
    const bare: RequestListener = (_request, response) => {
      response.statusCode = 404
      response.end('bare')
    }
    expect(await (await ask(bare, { headers: { accept: 'application/json' } })).text()).toBe('bare')
    expect(await (await ask(bare, { headers: { accept: 'text/html', 'next-action': 'x' } })).text()).toBe('bare')
    const drawn = await ask((_request, response) => {
      response.writeHead(404, { 'content-type': 'text/html' })
      response.end('<h1>drawn</h1>')
    })
    expect(await drawn.text()).toBe('<h1>drawn</h1>')
  })
})

describe('a failure that is the fault of what was sent', () => {
  const failing: RequestListener = (_request, response) => {
    Object.assign(response, { isOfSender: true })
    response.writeHead(500, { 'content-type': 'text/html; charset=utf-8', 'x-kept': '1' })
    response.write('<h1>the page ')
    response.end('of Next.js</h1>')
  }

  test('is 400 with a page', async () => {
    const answer = await ask(failing)
    expect([answer.status, answer.headers.get('x-kept')]).toEqual([400, '1'])
    const html = await answer.text()
    expect(html).toContain('Diese Anfrage war nicht verständlich')
    expect(html).not.toContain('Next.js')
  })

  test('is 400 for scripts, which read the answer themselves', async () => {
    const answer = await ask(failing, { headers: { accept: 'text/x-component', 'next-action': 'x' } })
    expect([answer.status, await answer.text()]).toEqual([400, '<h1>the page of Next.js</h1>'])
  })

  test('changes no other answer', async () => {
    const answer = await ask((_request, response) => {
      Object.assign(response, { isOfSender: true })
      response.writeHead(422, { 'content-type': 'text/html' }).end('the form')
    })
    expect([answer.status, await answer.text()]).toEqual([422, 'the form'])
  })
})

test('an answer without an error passes untouched', async () => {
  const answer = await ask((_request, response) => {
    response.setHeader('x-own', '1')
    response.write('a')
    response.end('b')
  })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('x-own')).toBe('1')
  expect(await answer.text()).toBe('ab')
})
