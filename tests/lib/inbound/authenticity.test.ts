import { describe, expect, it } from 'vitest'
import { authenticityOf } from '@/lib/inbound/authenticity'
import { dissectMail } from '@/lib/inbound/dissect-mail'

/** Whose word a From line is (DS-06, DS-08): only the own receiver is believed, and only where it says one thing. */
const ids = ['mx.portal.example']
const good = 'Authentication-Results: mx.portal.example; dmarc=pass header.from=anbieter.example'
const from = 'From: Lena <lena@anbieter.example>'

async function of(...fields: string[]): Promise<string> {
  const mail = await dissectMail(Buffer.from(`${[...fields, 'Subject: x'].join('\r\n')}\r\n\r\nText`))
  return authenticityOf(mail, ids)
}
const result = (words: string, ...more: string[]) => of(`Authentication-Results: ${words}`, ...more, from)

describe('proven', () => {
  it.each([
    ['dmarc', 'mx.portal.example; dmarc=pass header.from=anbieter.example'],
    ['version and capitals', 'MX.Portal.Example 1; DMARC=pass (p=reject) header.from=Anbieter.Example'],
    ['beside spf and dkim', 'mx.portal.example; spf=fail smtp.mailfrom=x.example; dkim=none; dmarc=pass'],
    ['an aligned signature', 'mx.portal.example; dkim=pass (2048-bit key) header.d=anbieter.example header.s=s1'],
    ['a signature named by its identity', 'mx.portal.example; dkim=pass header.i=@anbieter.example'],
    ['one of two signatures', 'mx.portal.example; dkim=fail header.d=x.example; dkim=pass header.d=anbieter.example'],
    ['a comment with a semicolon', 'mx.portal.example; dmarc=pass (p=none; sp=none) header.from=anbieter.example'],
    ['folded', 'mx.portal.example;\r\n\tdmarc=pass\r\n\theader.from=anbieter.example'],
  ])('%s', async (_, words) => expect(await result(words)).toBe('proven'))

  it('by a signature of the domain above', async () => {
    const words = 'Authentication-Results: mx.portal.example; dkim=pass header.d=anbieter.example'
    expect(await of(words, 'From: lena@post.anbieter.example')).toBe('proven')
  })

  it('with a foreign field below, which is nobody’s word', async () => {
    expect(await of(good, 'Authentication-Results: mx.evil.example; dmarc=fail', from)).toBe('proven')
  })
})

describe('failed', () => {
  it.each([
    ['dmarc', 'mx.portal.example; dmarc=fail header.from=anbieter.example'],
    ['one of two', 'mx.portal.example; dmarc=pass header.from=anbieter.example; dmarc=fail'],
    ['although it is signed', 'mx.portal.example; dkim=pass header.d=anbieter.example; dmarc=fail'],
  ])('%s', async (_, words) => expect(await result(words)).toBe('failed'))
})

describe('unproven', () => {
  it.each([
    ['another receiver', 'mx.other.example; dmarc=pass header.from=anbieter.example'],
    ['a receiver that ends alike', 'evil.mx.portal.example; dmarc=pass'],
    ['a receiver in a comment', 'mx.evil.example (mx.portal.example); dmarc=pass'],
    ['a receiver after another', 'mx.evil.example mx.portal.example; dmarc=pass'],
    ['only spf', 'mx.portal.example; spf=pass smtp.mailfrom=lena@anbieter.example'],
    ['none', 'mx.portal.example; none'],
    ['dmarc of no policy', 'mx.portal.example; dmarc=none header.from=anbieter.example'],
    ['dmarc of another domain', 'mx.portal.example; dmarc=pass header.from=evil.example'],
    ['dmarc twice', 'mx.portal.example; dmarc=pass; dmarc=pass header.from=anbieter.example'],
    [
      'a header.from that comes twice',
      'mx.portal.example; dmarc=pass header.from=anbieter.example header.from=x.example',
    ],
    ['the signature of somebody else', 'mx.portal.example; dkim=pass header.d=evil.example'],
    ['the signature of a longer name', 'mx.portal.example; dkim=pass header.d=evil-anbieter.example'],
    ['the signature of a suffix', 'mx.portal.example; dkim=pass header.d=example'],
    ['the signature of a sub-domain', 'mx.portal.example; dkim=pass header.d=x.anbieter.example'],
    [
      'pass in quoted text',
      'mx.portal.example; spf=pass smtp.mailfrom="a; dmarc=pass header.from=anbieter.example"@evil.example',
    ],
    ['pass in a comment', 'mx.portal.example; spf=pass (x; dmarc=pass header.from=anbieter.example)'],
    ['pass after a bracket without end', 'mx.portal.example; spf=pass (x; dmarc=pass'],
    ['pass after a quote without end', 'mx.portal.example; spf=pass smtp.mailfrom="a; dmarc=pass'],
    ['pass as an encoded word', 'mx.portal.example; spf=none =?utf-8?q?=3B_dmarc=3Dpass?='],
    ['a result that only begins so', 'mx.portal.example; dmarc=passed'],
    ['a method that only begins so', 'mx.portal.example; dmarcx=pass'],
    ['nothing', ''],
    ['very long', `mx.portal.example; ${'x=y; '.repeat(1_500)}dmarc=pass`],
  ])('%s', async (_, words) => expect(await result(words)).toBe('unproven'))

  it('below the field of another receiver', async () => {
    expect(await of('Authentication-Results: mx.evil.example; none', good, from)).toBe('unproven')
  })

  it.each([
    ['two From fields', [from, 'From: evil@evil.example']],
    ['two mailboxes', ['From: lena@anbieter.example, evil@evil.example']],
    ['two addresses in one', ['From: <lena@anbieter.example> <evil@evil.example>']],
    ['an address for a name', ['From: "lena@anbieter.example" <evil@evil.example>']],
    ['a group', ['From: Alle: lena@anbieter.example;']],
    ['none', []],
    ['an encoded address', ['From: =?utf-8?q?lena=40anbieter.example?=']],
  ])('with %s', async (_, fields) => expect(await of(good, ...fields)).toBe('unproven'))

  it('without a name of the own receiver in the settings', async () => {
    const mail = await dissectMail(Buffer.from(`${good}\r\n${from}\r\n\r\nText`))
    expect(authenticityOf(mail, [])).toBe('unproven')
  })
})
