import { readFileSync } from 'node:fs'
import { NextRequest } from 'next/server'
import { beforeEach, describe, expect, it } from 'vitest'
import { registerMember } from '@/lib/accounts/register-member'
import { mailHooks } from '@/lib/duties'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { sweep } from '@/lib/lifecycle/sweep'
import { proxy } from '@/proxy'
import { aMember, aRegistration, inactiveFor } from '../support/cast'
import { testContext } from '../support/context'
import { emptyOutbox, readMail, sendMail } from '../support/outbox'
import { sourceFiles } from '../support/source-files'

/** DS-09: nothing goes to third parties. What a browser really loads and stores: tests/e2e/no-third-party.spec.ts. */

describe('the code', () => {
  const files = sourceFiles('app', 'components', 'emails', 'lib').filter((file) => /\.(tsx?|css)$/.test(file))

  it('names no foreign address that a page or a mail could load something from', () => {
    const named = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/https?:\/\/[a-z0-9][^\s"'`)>\\]*/gi)].map(
        ([address]) => `${file}: ${address}`,
      ),
    )
    expect(named.filter((line) => !allowed.some((pattern) => pattern.test(line)))).toEqual([])
  })

  // Names of formats, the portal itself, and examples in comments; none of them is ever asked for anything.
  const allowed = [
    /: http:\/\/www\.w3\.org\//,
    /: https?:\/\/localhost/,
    /^lib\/publications\/feeds\.ts: http:\/\/(purl\.org\/dc|www\.sitemaps\.org\/schemas)\//,
    /^lib\/publications\/structured-data\.ts: https:\/\/schema\.org/,
    /: https?:\/\/(www\.)?(portal|beispiel|example)\./,
  ]

  it('has no element that loads from an address which could be foreign', () => {
    const tags =
      /<(img|iframe|embed|object|video|audio|source|Script|Image)\s+(\w+=|\{\.\.\.)|@import\s+(url\()?['"]?(https?:)?\/\/|url\(\s*['"]?(https?:)?\/\//
    // The local outbox shows a mail in a frame of the portal's own, for which nothing may be loaded at all.
    const outbox = 'app/(public)/postfach/[name]/page.tsx'
    expect(files.filter((file) => tags.test(withoutComments(file)))).toEqual([outbox])
    expect(withoutComments(outbox).match(new RegExp(tags.source, 'g'))).toHaveLength(1)
    expect(withoutComments(outbox)).toMatch(/<iframe\s+src=\{`\/postfach\//)
  })

  it('stores nothing on a device by script but what a member is writing, until the tab is closed', () => {
    const storage = /\b(localStorage|indexedDB|document\.cookie|navigator\.sendBeacon|serviceWorker)\b/
    expect(files.filter((file) => storage.test(withoutComments(file)))).toEqual([])
    expect(files.filter((file) => /\bsessionStorage\b/.test(withoutComments(file)))).toEqual([
      'app/(member)/forum/parts/keep-draft.ts',
      'app/(member)/meine-angebote/[id]/parts/autosave.tsx',
    ])
  })
})

describe('the content security policy', () => {
  it('lets every page load from the portal only (A-C5)', () => {
    const policy =
      proxy(new NextRequest('http://portal.test/registrieren')).headers.get('content-security-policy') ?? ''
    const directives = new Map(policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)]))
    for (const name of ['default-src', 'img-src', 'font-src', 'connect-src', 'style-src', 'form-action']) {
      expect(directives.get(name)).toContain("'self'")
    }
    const sources = [...directives.values()].flat().map((source) => source.replace(/nonce-[^']+/, 'nonce'))
    expect(new Set(sources)).toEqual(new Set(["'self'", "'none'", "'nonce'", "'strict-dynamic'", 'data:']))
  })
})

describe('the mails of a whole account life, as they leave', () => {
  beforeEach(emptyOutbox)

  it('load nothing, count nobody, and lead to the portal only (A-C2, A-C4)', async () => {
    const ctx = testContext()
    const system = { ...ctx, actor: { kind: 'system', duty: 'lifecycle' } } as const
    const waiting = await aRegistration(ctx)
    await registerMember(ctx, waiting)
    const member = await aMember(ctx)
    await registerMember(ctx, { ...(await aRegistration(ctx)), email: member.email })
    const inactive = await aMember(ctx)
    await inactiveFor(ctx, inactive.accountId, 'P1Y2D')
    await sweep(system, { trigger: 'operator', readDatabaseClock: async () => ctx.now() })
    await sendMail(ctx, mailHooks)
    await eraseAccount(ctx, { accountId: member.accountId, reason: 'self' })
    await sendMail(ctx, mailHooks)
    const mails = await readMail()
    expect(mails.length).toBeGreaterThanOrEqual(4)
    for (const { html, links, subject } of mails) {
      expect(html, subject).not.toMatch(/<(img|script|link|iframe|form|object|embed|svg)\b|url\(|@import|background=/i)
      expect(links.length, subject).toBeGreaterThan(0)
      const targets = [...(html ?? '').matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, target]) => target ?? '')
      for (const target of [...links, ...targets])
        expect(target, subject).toMatch(/^(http:\/\/portal\.test[/?]?|mailto:)/)
    }
  })
})

function withoutComments(file: string): string {
  return readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '')
}
