import { describe, expect, test } from 'vitest'
import { truncatedNetwork } from '@/lib/access-log/client-network'
import { openCrowd } from '@/lib/access-log/crowd'
import { pathPatterns } from '@/lib/access-log/path-pattern'
import { names, queryNames } from '@/lib/access-log/query-names'
import { statusCodes } from '@/lib/access-log/status'
import { reducedAgent } from '@/lib/access-log/user-agent'
import { routesOf } from '@/scripts/lib/routes.mjs'
import { readQueryNames } from '../../support/query-names'

/** Each field of the access log for itself (DS-02). */
describe('the client address is cut', () => {
  test.each([
    ['203.0.113.77', '203.0.0.0'],
    ['127.0.0.1', '127.0.0.0'],
    ['::ffff:203.0.113.77', '203.0.0.0'],
    ['::FFFF:203.0.113.77', '203.0.0.0'],
    ['2001:db8:1234:5678::77', '2001:db8::'],
    ['2001:0db8:0000:0000:0000:0000:0000:0077', '2001:db8::'],
    ['2001::77', '2001::'],
    ['2a02:8109:9c00::1', '2a02:8109::'],
    ['fe80::1%eth0', 'fe80::'],
    ['::1', '::'],
    ['::203.0.113.77', '::'],
    ['64:ff9b::203.0.113.77', '64:ff9b::'],
    [undefined, '0.0.0.0'],
    ['max@beispiel.example', '0.0.0.0'],
    ['203.0.113.77, 10.0.0.1', '0.0.0.0'],
  ])('%s becomes %s', (address, written) => expect(truncatedNetwork(address)).toBe(written))
})

describe('the address of a page becomes a pattern of the routes', () => {
  const stemOf = pathPatterns([
    '/',
    '/anmelden',
    '/akteure',
    '/akteure/[id]',
    '/admin/mitglieder/[id]',
    '/api/auth/[...nextauth]',
  ])
  test.each([
    ['/', '/'],
    ['/anmelden', '/anmelden'],
    ['/anmelden/', '/anmelden/'],
    ['/akteure/0193-4711', '/akteure/[id]'],
    ['/akteure/max@beispiel.example', '/akteure/[id]'],
    ['/akteure/x/y', '/akteure/[id]/*'],
    ['/admin/mitglieder/4711', '/admin/mitglieder/[id]'],
    ['/api/auth/session', '/api/auth/*'],
    ['/_next/static/chunks/0a1b2c.js', '/_next/static/*'],
    ['/_next/image', '/_next/*'],
    ['/max.mustermann@beispiel.example', '/*'],
    ['/203.0.113.77/x', '/*'],
    ['/%6dax', '/*'],
    ['/%61nmelden', '/*'],
    ['//anmelden', '/*'],
    ['/anmelden//x', '/anmelden/*'],
    ['http://203.0.113.77/anmelden', '*'],
    ['*', '*'],
    ['/constructor', '/*'],
    ['/__proto__', '/*'],
  ])('%s becomes %s', (path, written) => expect(stemOf(path)).toBe(written))

  test('however long it is', () => expect(stemOf(`/${'a/'.repeat(8_000)}`)).toBe('/*'))

  test('without routes nothing is written', () => expect(pathPatterns([''])('/anmelden')).toBe('/*'))

  test('the routes are the folders of app/', () => {
    const routes = routesOf()
    expect(routes).toEqual(
      expect.arrayContaining([
        '/',
        '/anmelden',
        '/mein-profil',
        '/admin/mitglieder/[id]',
        '/api/cron/mail',
        '/icon.svg',
      ]),
    )
    expect(routes.filter((route) => /[()]|\/_/.test(route))).toEqual([])
    const ofPortal = pathPatterns(routes)
    for (const route of routes.filter((each) => !each.includes('['))) expect(ofPortal(route)).toBe(route)
  })
})

describe('the query keeps names and harmless values', () => {
  test.each([
    [undefined, '-'],
    ['', '-'],
    ['seite=2', 'seite=2'],
    ['seite=2&token=abc', 'seite=2&token=*'],
    ['seite=20311377', 'seite=*'],
    ['seite=', 'seite='],
    ['abgemeldet=ja', '*'],
    ['art=angebot', 'art=angebot'],
    ['weiter=%2Fakteure%2F4711', 'weiter=*'],
    ['max@beispiel.example', '*'],
    ['max%40beispiel.example=1', '*'],
    ['__proto__=1', '*'],
    ['seite=2 - 200 0 0', 'seite=*'],
    ['seite=2\n', 'seite=*'],
    ['=x', '*'],
    [
      Array.from({ length: 99 }, () => 'seite=1').join('&'),
      `${Array.from({ length: 10 }, () => 'seite=1').join('&')}&*`,
    ],
  ])('%s becomes %s', (query, written) => expect(queryNames(query)).toBe(written))

  test('the names are those that pages read, and a few of the world around', () => {
    const foreign = ['callbackUrl', '_rsc', 'utm_source', 'utm_medium', 'utm_campaign', 'fbclid', 'gclid']
    expect([...names.keys()].filter((name) => !foreign.includes(name)).sort()).toEqual(readQueryNames())
  })
})

describe('the user agent is family, major version and system', () => {
  test.each([
    [undefined, '-'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox/132+(Windows)'],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
      'Chrome/131+(Linux)',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.2903.51',
      'Edge/131+(Windows)',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
      'Safari/18+(macOS)',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
      'Safari/18+(iOS)',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36',
      'SamsungBrowser/27+(Android)',
    ],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'Robot'],
    ['curl/8.9.1', 'curl/8'],
    ['Max Mustermann <max@beispiel.example>', 'Other'],
    ['Firefox/20311377', 'Other'],
    ['x\r\ny', 'Other'],
  ])('%s becomes %s', (agent, written) => expect(reducedAgent(agent)).toBe(written))
})

test('of a user agent of 8 kB only the beginning is read', () => {
  expect(reducedAgent(`${'a'.repeat(8_000)} Firefox/132.0`)).toBe('Other')
})

describe('substatus and Win32 status', () => {
  test.each([
    [200, true, {}, { substatus: 0, win32: 0 }],
    [303, true, {}, { substatus: 0, win32: 0 }],
    [200, false, {}, { substatus: 0, win32: 64 }],
    [401, true, { hasFailedSignIn: true }, { substatus: 1, win32: 1326 }],
    [401, true, {}, { substatus: 2, win32: 5 }],
    [404, true, {}, { substatus: 0, win32: 2 }],
    [413, true, {}, { substatus: 1, win32: 13 }],
    [503, true, {}, { substatus: 2, win32: 1722 }],
    [500, true, {}, { substatus: 0, win32: 1359 }],
    [418, true, {}, { substatus: 0, win32: 0 }],
    [507, true, {}, { substatus: 0, win32: 1359 }],
  ])('of %i, complete: %s, %o', (status, isComplete, notes, codes) => {
    expect(statusCodes(status, isComplete, notes)).toEqual(codes)
  })
})

describe('a crowd', () => {
  test('is large with the third different client of the hour, and starts anew with each hour', () => {
    const crowd = openCrowd()
    const one = '2026-11-23T12:00:00.000Z'
    const two = '2026-11-23T13:00:00.000Z'
    expect(['a', 'b', 'a', 'b', 'c', 'a'].map((client) => crowd.isLarge(one, client))).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
    ])
    expect(crowd.isLarge(two, 'a')).toBe(false)
  })
})
