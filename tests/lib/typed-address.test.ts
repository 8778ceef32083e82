import { describe, expect, test } from 'vitest'
import { readAddress } from '@/lib/typed-address'

describe('one spelling for each address (S-A12)', () => {
  test.each([
    ['A@X.de', 'a@x.de'],
    [' a@x.de ', 'a@x.de'],
    ['erika.muster+portal@beispiel.de', 'erika.muster+portal@beispiel.de'],
    ["o'neill@beispiel.de", "o'neill@beispiel.de"],
    ['erika@müller.de', 'erika@xn--mller-kva.de'],
    ['erika@MÜLLER.de', 'erika@xn--mller-kva.de'],
    ['erika@mu\u0308ller.de', 'erika@xn--mller-kva.de'],
    ['erika@xn--mller-kva.de', 'erika@xn--mller-kva.de'],
    ['ａb@x.de', 'ab@x.de'],
    ['a@пример.рф', 'a@xn--e1afmkfd.xn--p1ai'],
    // What nobody sees, and what copying puts around an address, is taken off.
    ['\u200ba@x.de', 'a@x.de'],
    ['a@x\u200b.de', 'a@x.de'],
    ['a@x.de\u0000', 'a@x.de'],
    ['\ufeffa@x.de\u00a0', 'a@x.de'],
    ['a\u00ad@x.de', 'a@x.de'],
    ['\u2068a@x.de\u2069', 'a@x.de'],
    ['a@x.de.', 'a@x.de'],
    ['(a@x.de),', 'a@x.de'],
    ['„a@x.de“', 'a@x.de'],
    ['<a@x.de>', 'a@x.de'],
    ['mailto:a@x.de', 'a@x.de'],
    ['MAILTO:a@x.de?subject=Hallo', 'a@x.de'],
    ['Erika Muster <a@x.de>', 'a@x.de'],
    ['"Muster, Erika" <mailto:a@x.de>;', 'a@x.de'],
  ])('%j is stored as %j', (raw, email) => {
    expect(readAddress(raw)).toEqual({ email })
  })
})

describe('what is no plain address, or could become a second one, is refused (S-A12)', () => {
  test.each([
    ['a＠x.de', 'a full-width @'],
    ['a@b＠x.de', 'a second @ after normalising'],
    ['"e@attacker.com"@victim.com', 'a quoted local part'],
    ['"e"@victim.com', 'a quoted local part without @'],
    ['a@x.de,b@y.de', 'two addresses'],
    ['a,b@y.de', 'a comma'],
    ['a@x.de\r\nBcc: b@y.de', 'a header'],
    ['a\r\n@x.de', 'a line break'],
    ['a b@x.de', 'a space'],
    ['а@x.de', 'a Cyrillic a'],
    ['ärger@x.de', 'an umlaut before the @'],
    ['a@pаypal.de', 'a domain label that mixes scripts'],
    ['a@localhost', 'a host without a domain'],
    ['a@[127.0.0.1]', 'an address literal'],
    ['a@127.0.0.1', 'a number as top level'],
    ['a@-x.de', 'a hyphen at the edge'],
    ['a@x..de', 'an empty label'],
    ['.a@x.de', 'a leading dot'],
    ['a..b@x.de', 'two dots'],
    ['a@x_y.de', 'an underscore in the domain'],
    ['a@b@c.de', 'two @'],
    ['@x.de', 'no local part'],
    ['a@', 'no domain'],
    [`${'a'.repeat(65)}@x.de`, 'a local part beyond 64 characters'],
    [`a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}.de`, 'more than 254 characters'],
    [`a@${'x'.repeat(1_000_000)}.de`, 'a million characters'],
  ])('%.40j: %s', (raw) => {
    expect(readAddress(raw)).toHaveProperty('problem')
  })
})

describe('what is refused is named (rule: repair, and name what is left)', () => {
  test.each([
    ['erika.beispiel.de', /fehlt das @/],
    ['a@x.de, b@y.de', /mehr als ein @/],
    ['jürgen@x.de', /„ü“/],
    ['a b@x.de', /Leerzeichen/],
    ['a,b@x.de', /„,“/],
  ])('%s', (raw, words) => {
    expect(readAddress(raw)).toMatchObject({ problem: expect.stringMatching(words) })
  })
})
