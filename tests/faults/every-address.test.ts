import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { securityHeaders } from '../../server/headers.mjs'
import { type Portal } from '../support/portal'
import { startPortalHere } from '../support/portal-here'

/**
 * Whatever somebody asks for ends in a German page of the portal with the right status and the way to policy and imprint (DS-01), with
 * all security headers (S-K1), and is no fault of the portal. Through the real server, byte by byte: clients repair addresses.
 */
let portal: Portal
let printedBefore = 0

beforeAll(async () => {
  portal = await startPortalHere()
  printedBefore = portal.output().length
}, 240_000)
afterAll(() => portal?.stop(), 60_000)

type Answer = { status: number; headers: Record<string, string>; body: string }

/** Sends the lines as they are and reads to the end of the connection. */
function ask(head: string | Buffer, { waitMs = 20_000 }: { waitMs?: number } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(portal.url).port), '127.0.0.1')
    const chunks: Buffer[] = []
    const timer = setTimeout(() => socket.destroy(new Error(`no answer to ${String(head).slice(0, 80)}`)), waitMs)
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', (error) => chunks.length === 0 && reject(error))
    socket.on('close', () => {
      clearTimeout(timer)
      const text = Buffer.concat(chunks).toString()
      const [top = '', ...rest] = text.split('\r\n\r\n')
      const [line = '', ...lines] = top.split('\r\n')
      const headers = Object.fromEntries(
        lines.map((one) => [one.slice(0, one.indexOf(':')).toLowerCase(), one.slice(one.indexOf(':') + 1).trim()]),
      )
      resolve({ status: Number(line.split(' ')[1]), headers, body: rest.join('\r\n\r\n') })
    })
    socket.write(head)
  })
}

const head = (method: string, target: string, more: Record<string, string> = {}) => {
  const headers = { Host: new URL(portal.url).host, Accept: 'text/html', Connection: 'close', ...more }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1')
}

function expectHeaders(answer: Answer, what: string): void {
  for (const name of Object.keys(securityHeaders)) expect(answer.headers[name], `${name} of ${what}`).toBeTruthy()
  expect(answer.headers['content-security-policy'], what).toContain("frame-ancestors 'none'")
  expect(answer.headers['content-security-policy'], what).not.toContain('unsafe')
}

function expectPage(answer: Answer, what: string): void {
  expectHeaders(answer, what)
  expect(answer.body, what).toContain('<html lang="de">')
  for (const name of ['datenschutz', 'impressum'])
    expect(answer.body, `${name} on ${what}`).toContain(`href="/${name}"`)
}

const broken: [string, number][] = [
  ['/%', 400],
  ['/%zz', 400],
  ['/%E0%A4%A', 400],
  ['/%C0%AF', 400],
  ['/%FF', 400],
  ['/angebote/%', 400],
  ['/angebote/%zz/kalender.ics', 400],
  ['/datenschutz/versionen/%E0%A4', 400],
  ['/api/%zz', 400],
  ['/_next/%zz', 400],
  ['/_next/static/%zz', 400],
  ['/a%00b', 400],
  ['/%0d%0aSet-Cookie:%20x=1', 400],
  ['/a\\b', 400],
  ['/\\', 400],
  ['/%5C', 400],
  // As bytes, which no browser sends.
  ['/ä', 400],
  ['*', 400],
  [`/${'a'.repeat(8_000)}`, 414],
  [`/angebote?${'a'.repeat(8_000)}`, 414],
  [`/${'a'.repeat(7_000)}`, 404],
  [`/${'%41'.repeat(2_000)}`, 404],
  [`/${'a/'.repeat(3_000)}x`, 404],
  ['/..', 200],
  ['/../../etc/passwd', 404],
  ['/%2e%2e/%2e%2e/etc/passwd', 404],
  ['/angebote/%2e%2e', 200],
  ['/icon.svgX', 404],
  ['/icon.svg/x', 404],
  ['/favicon.ico/x', 404],
  ['/robots.txt/x', 404],
  ['/_next', 404],
  ['/_next/x', 404],
  ['/_next/image', 404],
  ['/_next/image?url=%2Ficon.svg&w=64&q=75', 404],
  ['/_next/image/x', 404],
  ['/_next/static/nope.js', 404],
  ['/_next/static/', 404],
  ['/_next/static/../../package.json', 404],
  ['/_next/data/x/index.json', 404],
  ['/_next/webpack-hmr', 404],
  ['/_not-found', 404],
  ['/_error', 404],
  ['/404', 404],
  ['/500', 404],
  ['/index', 404],
  ['/__nextjs_original-stack-frames', 404],
  ['/.env', 404],
  ['/.git/config', 404],
  ['/.git/', 404],
  ['/.svn/entries', 404],
  ['/prisma/', 404],
  ['/public/', 404],
  ['/swagger.json', 404],
  ['/metrics', 404],
  ['/debug', 404],
  ['/package.json', 404],
  ['/api', 404],
  ['/api/nope', 404],
  ['/;', 404],
  ['/~', 404],
  ['/?%', 200],
  ['/?a=%zz&b=%E0%A4', 200],
  ['/angebote?suche=%zz', 200],
  ['/angebote?suche=%00', 200],
  ['/angebote/x', 404],
]

describe('an address', () => {
  const named = broken.map(([target, status]) => [target.slice(0, 60), status, target] as const)
  test.each(named)('%s ends in the page of the portal: %i', async (what, status, target) => {
    let answer = await ask(
      head(
        'GET',
        target.replace(/[^\0-\x7f]/g, (sign) => Buffer.from(sign).toString('latin1')),
      ),
    )
    for (let hop = 0; answer.status >= 300 && answer.status < 400 && hop < 3; hop++) {
      expectHeaders(answer, `${what} (${answer.status})`)
      answer = await ask(head('GET', (answer.headers.location ?? '').replace(/^https?:\/\/[^/]+/, '')))
    }
    expect(answer.status, what).toBe(status)
    expectPage(answer, what)
  })

  test.each(['//', '//@', '//x', '///x//y', '//evil.test/x', '/angebote/', '/kontakt//'])(
    '%s leads back into the portal, with all headers',
    async (target) => {
      const answer = await ask(head('GET', target))
      expectHeaders(answer, target)
      if (answer.status === 308 || answer.status === 307) {
        expect(answer.headers.location).toMatch(new RegExp(`^(?:/(?!/)|${portal.url}/)`))
      } else expectPage(answer, target)
    },
  )

  test('with the name of the portal before it is the same address', async () => {
    expect((await ask(head('GET', `${portal.url}/impressum`))).status).toBe(200)
  })

  test('that nobody thought of never fails the portal', async () => {
    const signs = [
      '/',
      '%',
      '%2',
      '%2e',
      '.',
      '..',
      '\\',
      '?',
      '#',
      '&',
      '=',
      ';',
      'a',
      'ä',
      '\x7f',
      '%00',
      '%ff',
      '_next',
      'api',
      '[id]',
      '(public)',
      ':',
      '@',
      '{}',
      '"',
      '<',
      '|',
      '~',
      '+',
      '*',
    ]
    let seed = 20_261_130
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % below
    }
    for (let round = 0; round < 400; round++) {
      const target = `/${Array.from({ length: 1 + next(9) }, () => signs[next(signs.length)]).join('')}`
      const answer = await ask(head('GET', Buffer.from(target).toString('latin1')))
      expect([200, 307, 308, 400, 404, 405], target).toContain(answer.status)
      expectHeaders(answer, target)
      if (answer.status >= 400 && !answer.headers['content-type']?.includes('json')) expectPage(answer, target)
    }
  }, 240_000)
})

describe('an answer', () => {
  const targets: [string, string][] = [
    ['/', 'text/html; charset=utf-8'],
    ['/gibt-es-nicht', 'text/html; charset=utf-8'],
    ['/%zz', 'text/html; charset=utf-8'],
    ['/robots.txt', 'text/plain; charset=utf-8'],
    ['/sitemap.xml', 'application/xml; charset=utf-8'],
    ['/angebote/atom.xml', 'application/atom+xml; charset=utf-8'],
    ['/angebote/rss.xml', 'application/rss+xml; charset=utf-8'],
    ['/api/health', 'application/json'],
    ['/api/auth/session', 'application/json'],
    ['/icon.svg', 'image/svg+xml'],
  ]
  test.each(targets)('to %s says its type and charset: %s (ASVS 4.1.1)', async (target, type) => {
    const { headers } = await ask(head('GET', target))
    expect(headers['content-type']?.toLowerCase()).toBe(type)
  })

  test.each(['/', '/anmelden', '/datenschutz', '/mein-profil', '/admin', '/gibt-es-nicht', '/api/auth/session'])(
    'to %s is kept by no browser (ASVS 14.3.2)',
    async (target) => {
      expect((await ask(head('GET', target))).headers['cache-control']).toMatch(/no-store/)
    },
  )

  test('to the wish for a socket ends the connection, and no socket begins', async () => {
    const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Key': 'x3JJHMbDL1EzLkh9GBhXDw==' }
    const answer = await ask(
      head('GET', '/', { ...upgrade, 'Sec-WebSocket-Version': '13', Origin: 'https://evil.test' }),
    )
    expect(answer.status).not.toBe(101)
  })
})

describe('a method', () => {
  const methods = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE', 'MKCOL', 'LINK', 'CONNECT']
  const targets = ['/', '/mein-profil', '/gibt-es-nicht', '/icon.svgX', '/_next/x', '/favicon.ico/x']
  test.each(methods)('%s is refused everywhere with 405 and a page', async (method) => {
    for (const target of targets) {
      const answer = await ask(head(method, method === 'CONNECT' ? 'evil.test:443' : target))
      expect(answer.status, target).toBe(405)
      expectPage(answer, `${method} ${target}`)
    }
  })

  test('HEAD is answered without a body, whatever the address', async () => {
    for (const target of ['/', '/gibt-es-nicht', '/%zz']) {
      const answer = await ask(head('HEAD', target))
      expect(answer.body, target).toBe('')
      expectHeaders(answer, target)
    }
  })
})

describe('a form from elsewhere', () => {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': '0' }
  const targets = ['/anmelden', '/', '/icon.svgX', '/favicon.ico/x', '/_next/image', '/api/auth/callback/credentials']

  test.each<Record<string, string>>([
    { Origin: 'https://evil.test' },
    { Origin: 'https://evil.test', 'X-Forwarded-Host': 'evil.test' },
    { 'Sec-Fetch-Site': 'cross-site' },
  ])('is refused with 403 and a page: %o', async (from) => {
    for (const target of targets) {
      const answer = await ask(head('POST', target, { ...form, ...from }))
      expect(answer.status, target).toBe(403)
      expectPage(answer, target)
    }
  })

  test('whose browser hides where it comes from is told what to do', async () => {
    const answer = await ask(head('POST', '/kontakt', { ...form, Origin: 'null' }))
    expect(answer.status).toBe(403)
    expectPage(answer, 'Origin: null')
    expect(answer.body).toContain('Ihr Browser verschweigt, woher das Formular kommt')
  })
})

describe('a body that is no form of the portal', () => {
  const parts = 'multipart/form-data; boundary=x'
  const part = (name: string, value: string) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const described = (id: string, bound: string) =>
    part('$ACTION_REF_1', '') + part('$ACTION_1:0', `{"id":"${id}","bound":"$@1"}`) + part('$ACTION_1:1', bound)
  const random = Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 7_919 + (i % 13) * 31) % 256))
  const stranger = 'a'.repeat(42)
  let ours = ''

  beforeAll(async () => {
    const { body } = await ask(head('GET', '/kontakt'))
    ours = /&quot;id&quot;:&quot;([0-9a-f]{42})&quot;/.exec(body)?.[1] ?? ''
    expect(ours).not.toBe('')
  })

  const send = (target: string, headers: Record<string, string>, body: string | Buffer) => {
    const bytes = Buffer.from(body)
    const all = { Origin: portal.url, ...headers, 'Content-Length': String(bytes.length) }
    return ask(Buffer.concat([head('POST', target, all), bytes]))
  }

  const forms: [string, number, string | undefined, (() => string) | Buffer][] = [
    ['random bytes', 400, undefined, random],
    ['random bytes as a form in parts', 400, parts, random],
    ['a form in parts that does not say where they end', 400, 'multipart/form-data', () => part('a', 'b')],
    ['nothing', 400, parts, () => ''],
    ['a part that is cut off', 400, parts, () => described(ours, '[{}]').slice(0, -30)],
    ['no end', 400, parts, () => part('a', 'b')],
    ['no action', 400, parts, () => `${part('a', 'b')}--x--`],
    ['an action of another build', 409, parts, () => `${part(`$ACTION_ID_${stranger}`, '')}--x--`],
    ['an action of another build, described', 409, parts, () => `${described(stranger, '[{}]')}--x--`],
    [
      'a description that is no JSON',
      400,
      parts,
      () => `${part('$ACTION_REF_1', '')}${part('$ACTION_1:0', '{{')}--x--`,
    ],
    ['values that are no JSON', 400, parts, () => `${described(ours, '][')}--x--`],
    [
      'values that are not there',
      400,
      parts,
      () => `${described(ours, '["$K7","$@8"]').replace('"$@1"', '"$@9"')}--x--`,
    ],
    ['fields in an address', 400, 'application/x-www-form-urlencoded', () => '%zz=%&&=;'],
    ['JSON', 400, 'application/json', () => '{"a":'],
    ['a text', 400, 'text/plain', () => 'a'],
  ]
  test.each(forms)('%s: %i and a page', async (what, status, type, body) => {
    const text = Buffer.isBuffer(body) ? body : body()
    // Whoever knows the action but not its page is told by Next.js that the page is outdated, and so is the log.
    const elsewhere = text.includes(ours) ? [] : ['/', '/mein-profil', '/gibt-es-nicht']
    for (const target of ['/kontakt', ...elsewhere]) {
      const answer = await send(target, type ? { 'Content-Type': type } : {}, text)
      expect(target === '/gibt-es-nicht' ? [status, 404] : [status], `${what} to ${target}`).toContain(answer.status)
      expectPage(answer, `${what} to ${target}`)
      expect(answer.body).not.toMatch(/\n\s+at |node_modules|\.next/)
    }
  })

  const sent: [string, string, string, string | Buffer][] = [
    ['random bytes', 'ours', 'text/plain', random],
    ['half an array', 'ours', 'text/plain', '[1,'],
    ['no array', 'ours', 'text/plain', '5'],
    ['nothing for the action', 'ours', 'text/plain', '[]'],
    ['too many values', 'ours', 'text/plain', JSON.stringify(Array(2_000).fill(1))],
    ['random bytes in parts', 'ours', parts, random],
    ['parts without an end', 'ours', parts, part('0', '["$K1"]')],
    ['parts without a beginning', 'ours', parts, `${part('a', 'b')}--x--`],
    ['signs of React that lead nowhere', 'ours', parts, `${part('0', '["$F1","$Q3","$h1"]')}--x--`],
    ['no boundary', 'ours', 'multipart/form-data', 'a'],
    ['an action of another build', stranger, 'text/plain', '[]'],
    ['a name that is no number', 'toString', 'text/plain', '[]'],
    ['no name', '', 'text/plain', '[]'],
  ]
  test.each(sent)('sent by a script, %s: refused, and nothing of the inside', async (_, action, type, body) => {
    const named = action === 'ours' ? ours : action
    const answer = await send(
      '/kontakt',
      { 'Content-Type': type, 'Next-Action': named, Accept: 'text/x-component' },
      body,
    )
    expect([400, 409]).toContain(answer.status)
    expectHeaders(answer, type)
    expect(answer.body).not.toMatch(/\n\s+at |node_modules|\.next/)
  })

  test('a route that takes forms is not impressed', async () => {
    for (const target of ['/mein-profil/daten/herunterladen', '/admin/herausgabe/1/anordnung', '/api/webhooks/resend'])
      for (const body of [random, part('a', 'b')]) {
        const { status } = await send(target, { 'Content-Type': 'multipart/form-data; boundary=y' }, body)
        expect([303, 400, 404], target).toContain(status)
      }
  })
})

describe('what is no request', () => {
  const post = 'POST / HTTP/1.1\r\nHost: a\r\n'
  test.each([
    ['no HTTP', 'Guten Tag\r\n\r\n', 400],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['a NUL in the address', 'GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['headers that are too long', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['an address longer than all headers may be', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431],
    ['a length and pieces', `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x`, 400],
    ['pieces of an odd kind', `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`, 400],
    ['pieces said twice', `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`, 400],
    ['a length with a sign', `${post}Content-Length: +1\r\n\r\nx`, 400],
    ['a space before the colon', `${post}Content-Length : 1\r\n\r\nx`, 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx', 400],
  ])('%s: a page too', async (_, bytes, status) => {
    const answer = await ask(bytes)
    expect(answer.status).toBe(status)
    if (_ !== 'no host') expectPage(answer, _)
  })

  test('headers that never end are cut off with 408', async () => {
    const answer = await ask('GET / HTTP/1.1\r\nHost: a\r\n', { waitMs: 40_000 })
    expect(answer.status).toBe(408)
    expectPage(answer, 'slow headers')
  }, 60_000)
})

test('none of all this was a fault of the portal: nothing in its log', () => {
  expect(portal.output().slice(printedBefore)).toBe('')
})
