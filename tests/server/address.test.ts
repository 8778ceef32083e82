import { describe, expect, test } from 'vitest'
import { originForm, refusedStatus } from '../../server/address.mjs'

describe('an address', () => {
  test.each([
    ['/', undefined],
    ['/angebote?suche=%zz', undefined],
    ['/?%', undefined],
    ['//x', undefined],
    ['/%C3%A4', undefined],
    ['/%25', undefined],
    ['/%', 400],
    ['/%zz', 400],
    ['/%E0%A4%A', 400],
    ['/%FF', 400],
    ['/%C0%AF', 400],
    ['/a%00', 400],
    ['/a%0d%0ab', 400],
    ['/a%7F', 400],
    ['/a\\b', 400],
    ['/%5C', 400],
    ['*', 400],
    ['', 400],
    ['evil.test:443', 400],
    [`/${'a'.repeat(7_999)}`, undefined],
    [`/${'a'.repeat(8_000)}`, 414],
  ])('%s', (url, status) => {
    expect(refusedStatus({ method: 'GET', url })).toBe(status)
  })

  test('with the name of the portal before it is read without it', () => {
    expect(originForm('http://portal.test/kontakt?x=1')).toBe('/kontakt?x=1')
    expect(originForm('HTTPS://portal.test')).toBe('/')
    expect(originForm('/http://portal.test/')).toBe('/http://portal.test/')
    expect(originForm('//portal.test/')).toBe('/portal.test/')
    expect(originForm('///')).toBe('/')
  })
})

test.each(['TRACE', 'PROPFIND', 'PURGE', 'LINK', ''])('the method %s has no meaning here', (method) => {
  expect(refusedStatus({ method, url: '/' })).toBe(405)
})

test.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s goes on', (method) => {
  expect(refusedStatus({ method, url: '/' })).toBeUndefined()
})
