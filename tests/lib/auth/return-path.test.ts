import { expect, test } from 'vitest'
import { returnPath } from '@/lib/auth/return-path'

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'javascript:alert(1)',
  'https://portal.test.evil.example',
  'https://portal.test@evil.example',
  'foo',
  'http://',
  '',
  ' /x',
  '/ /evil.example',
  '/anmelden?weiter=/anmelden',
  '/api/auth/signout',
  `/${'a'.repeat(600)}`,
  undefined,
])('S-I1 after the sign-in nobody is sent to %j', (wanted) => {
  expect(returnPath(wanted)).toBe('/mein-profil')
})

test.each(['/', '/mein-profil/sicherheit?x=1#y', '/@evil.example', '/%2f%2fevil.example'])(
  'S-I1 a path of the portal is kept: %s',
  (wanted) => {
    expect(returnPath(wanted)).toBe(wanted)
    expect(new URL(wanted, 'https://portal.test').origin).toBe('https://portal.test')
  },
)
