import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { getCiphers } from 'node:tls'
import { afterAll, describe, expect, test } from 'vitest'
import { affectedBy, askRegistry, lockedPackages, lookOffline, type OsvEntry } from '@/scripts/lib/advisories'

/** Known faults of packages are looked for, and nobody is told that all is well when nobody could look (ASVS 15.1.1, 15.2.1). */
const folder = mkdtempSync(path.join(tmpdir(), 'portal-osv-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function entry(events: object[], more: Partial<OsvEntry> = {}): OsvEntry {
  const affected = [{ package: { ecosystem: 'npm', name: 'pkg' }, ranges: [{ type: 'SEMVER', events }] }]
  return { id: 'GHSA-1', summary: 'a fault', affected, ...more } as OsvEntry
}
const isAffected = (version: string, one: OsvEntry) => affectedBy(one, [{ name: 'pkg', version }]).length === 1

describe('a locked version has a known fault', () => {
  test.each<[version: string, events: object[], is: boolean]>([
    ['1.0.0', [{ introduced: '0' }], true],
    ['1.2.3', [{ introduced: '0' }, { fixed: '1.2.4' }], true],
    ['1.2.4', [{ introduced: '0' }, { fixed: '1.2.4' }], false],
    ['1.2.4-beta.1', [{ introduced: '0' }, { fixed: '1.2.4' }], true],
    ['1.10.0', [{ introduced: '0' }, { fixed: '1.9.0' }], false],
    ['1.9.0', [{ introduced: '1.9.0' }, { fixed: '1.9.1' }], true],
    ['1.8.9', [{ introduced: '1.9.0' }, { fixed: '1.9.1' }], false],
    ['2.0.0', [{ introduced: '0' }, { last_affected: '2.0.0' }], true],
    ['2.0.1', [{ introduced: '0' }, { last_affected: '2.0.0' }], false],
    ['3.1.0', [{ introduced: '1.0.0' }, { fixed: '1.5.0' }, { introduced: '3.0.0' }, { fixed: '3.2.0' }], true],
    ['2.1.0', [{ introduced: '1.0.0' }, { fixed: '1.5.0' }, { introduced: '3.0.0' }, { fixed: '3.2.0' }], false],
    ['1.2.3+build', [{ introduced: '0' }, { fixed: '1.2.3' }], false],
  ])('%s with %o: %s', (version, events, is) => expect(isAffected(version, entry(events))).toBe(is))

  test('not if the entry was withdrawn, or is about another package or another language', () => {
    const events = [{ introduced: '0' }]
    expect(isAffected('1.0.0', entry(events, { withdrawn: '2026-01-01T00:00:00Z' }))).toBe(false)
    for (const other of [
      { ecosystem: 'npm', name: 'pkg2' },
      { ecosystem: 'PyPI', name: 'pkg' },
    ]) {
      const affected = [{ package: other, ranges: [{ type: 'SEMVER', events }] }]
      expect(isAffected('1.0.0', entry(events, { affected }))).toBe(false)
    }
  })

  test('also if the entry lists it by name', () => {
    const affected = [{ package: { ecosystem: 'npm', name: 'pkg' }, versions: ['1.0.0'] }]
    expect(isAffected('1.0.0', { id: 'MAL-1', affected })).toBe(true)
    expect(isAffected('1.0.1', { id: 'MAL-1', affected })).toBe(false)
  })
})

describe('who looks', () => {
  const locked = lockedPackages()

  test('sees what the running portal loads, and no tools of the tests', () => {
    expect(locked).toContainEqual({ name: 'next', version: expect.any(String) })
    expect(locked.some(({ name }) => name === 'vitest')).toBe(false)
    expect(locked.length).toBeGreaterThan(100)
  })

  test('offline says how much there was to look at, and that an empty folder says nothing', () => {
    expect(lookOffline(path.join(folder, 'none'), locked)).toMatchObject({ outcome: 'could-not-look' })
    expect(lookOffline(folder, locked)).toMatchObject({ outcome: 'could-not-look' })
    const affected = [
      { package: { ecosystem: 'npm', name: 'next' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] },
    ]
    writeFileSync(path.join(folder, 'GHSA-1.json'), JSON.stringify({ id: 'GHSA-1', affected }))
    expect(lookOffline(folder, locked)).toMatchObject({ outcome: 'looked', found: [{ name: 'next', id: 'GHSA-1' }] })
  })

  test('at the registry does not take a refusal, an outage or an odd answer for good news', () => {
    for (const output of [
      '',
      'npm error 405 Method Not Allowed',
      '{"message":"405 Method Not Allowed - POST x"}',
      '{}',
      'ENOTFOUND',
      'null',
    ]) {
      expect(
        askRegistry(() => output),
        output,
      ).toMatchObject({ outcome: 'could-not-look' })
    }
    expect(askRegistry(() => '{"vulnerabilities":{}}')).toMatchObject({ outcome: 'looked', found: [] })
    const via = ['other', { title: 'a fault', url: 'https://github.com/advisories/GHSA-2' }]
    expect(askRegistry(() => JSON.stringify({ vulnerabilities: { pkg: { range: '<2', via } } }))).toMatchObject({
      found: [{ name: 'pkg', version: '<2', summary: 'a fault' }],
    })
  })
})

describe('the examples for operators keep the promises too', () => {
  const nginx = readFileSync('packaging/nginx.conf', 'utf8')
  const unit = readFileSync('packaging/qualiservice.service', 'utf8')

  test('nginx logs nobody (DS-02), limits floods and believes no header of strangers', () => {
    const servers = nginx.match(/^server \{/gm)?.length
    expect(nginx.match(/access_log off;/g)).toHaveLength(servers ?? 0)
    expect(nginx.match(/error_log \S+ emerg;/g)).toHaveLength(servers ?? 0)
    for (const line of [
      'limit_req zone=',
      'X-Forwarded-For $remote_addr;',
      'location /api/cron/ { deny all; }',
      'return 301 https:',
    ])
      expect(nginx).toContain(line)
  })

  test('nginx speaks TLS 1.2 and 1.3 only, with forward secrecy, and leads no program from http to https (ASVS 4.1.2, 12.1.1, 12.1.2)', () => {
    expect(nginx.match(/ssl_protocols (.+);/)?.[1]).toBe('TLSv1.2 TLSv1.3')
    const ciphers = nginx.match(/ssl_ciphers (.+);/)?.[1]?.split(':') ?? []
    expect(ciphers.length).toBeGreaterThan(0)
    const known = getCiphers()
    for (const cipher of ciphers) {
      expect(cipher).toMatch(/^ECDHE-(ECDSA|RSA)-AES(128|256)-GCM-SHA/)
      expect(known, cipher).toContain(cipher.toLowerCase())
    }
    const [inClear = ''] = nginx.split(/^server \{/m).slice(1)
    expect(inClear).toContain('location /api/ { return 403; }')
    expect(inClear).not.toContain('proxy_pass')
    expect(nginx).not.toMatch(/autoindex|proxy_pass http:\/\/(?!127\.0\.0\.1)/)
  })

  test('the service can change its data folder only, and its files are its own', () => {
    for (const line of ['ProtectSystem=strict', 'UMask=0077', 'StateDirectoryMode=0700', 'NoNewPrivileges=true']) {
      expect(unit).toContain(line)
    }
    expect(unit).not.toMatch(/^(ReadWritePaths|ExecStart=.*npm)/m)
  })

  test('the service reaches this machine and what the operator names (ASVS 13.2.4, 13.2.5)', () => {
    expect(unit).toMatch(/^IPAddressDeny=any$/m)
    expect(unit.match(/^IPAddressAllow=.*$/gm)).toEqual(['IPAddressAllow=localhost'])
  })
})
