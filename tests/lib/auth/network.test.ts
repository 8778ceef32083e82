import { describe, expect, test } from 'vitest'
import { clientAddress, networkOf } from '@/lib/auth/network'

describe('the address of a client', () => {
  test.each([
    ['without proxies it is the peer, whatever the header says', '203.0.113.9', '10.0.0.1', 0, '10.0.0.1'],
    ['one proxy: what it appended', '1.1.1.1, 203.0.113.9', '10.0.0.1', 1, '203.0.113.9'],
    ['two proxies: the one before', '1.1.1.1, 203.0.113.9, 10.0.0.2', '10.0.0.1', 2, '203.0.113.9'],
    ['text invented by the client is not believed', 'evil', '10.0.0.1', 1, '10.0.0.1'],
    ['a chain that is too short falls back to the peer', '203.0.113.9', '10.0.0.1', 2, '10.0.0.1'],
    ['no header: the peer', null, '10.0.0.1', 1, '10.0.0.1'],
  ])('%s (S-F2)', (_case, header, peer, proxies, expected) => {
    expect(clientAddress(header, peer, proxies)).toBe(expected)
  })
})

describe('the network of an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2ab:5::9', '2001:db8:1:200::/56'],
    ['2001:db8:1:2cd:ffff:ffff:ffff:ffff', '2001:db8:1:200::/56'],
    ['2001:db8::1', '2001:db8:0:0::/56'],
    ['fe80::1%eth0', 'fe80:0:0:0::/56'],
    ['::1', '0:0:0:0::/56'],
    [undefined, 'unknown'],
    ['not an address', 'unknown'],
  ])('%s counts as %s (S-L1)', (address, expected) => {
    expect(networkOf(address)).toBe(expected)
  })
})
