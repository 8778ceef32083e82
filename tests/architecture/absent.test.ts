import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { download } from '@/app/_edge/download'
import { link } from '@/lib/fields'
import { declaredTables } from '@/lib/personal-data/generated/inventory'
import { htmlOf } from '@/lib/writing/stored'
import { sourceFiles } from '../support/source-files'

/** What the portal does not have cannot be attacked (DS-06, ASVS): no row of docs/asvs.md says "there is none" without a look. */
const tree = sourceFiles().filter((file) => /\.(tsx?|mjs)$/.test(file) && !file.includes('/generated/'))
const running = tree.filter((file) =>
  /^(app|components|emails|lib|server)\/|^(proxy|instrumentation[\w-]*)\.ts$/.test(file),
)
const sources = new Map(tree.map((file) => [file, withoutComments(readFileSync(file, 'utf8'))]))
const filesWith = (pattern: RegExp, files = running) => files.filter((file) => pattern.test(sources.get(file) ?? ''))

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
}

describe('nothing of the kind is there', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
  const installed = Object.keys(dependencies)

  test.each<[string, RegExp]>([
    ['LDAP', /ldap/i],
    ['XML and XPath', /xml(2js|-parser|dom|builder)?$|fast-xml|xpath|libxml|\bsax\b/i],
    ['LaTeX', /latex|katex|mathjax/i],
    ['Java and JNDI', /\bjava\b|jndi/i],
    ['memcache', /memcache|memjs/i],
    ['GraphQL', /graphql|apollo/i],
    ['WebSocket and WebRTC', /^ws$|websocket|socket\.io|webrtc|mediasoup/i],
    ['OAuth, OpenID Connect and SAML', /oauth|openid|saml|passport/i],
    ['telephone', /twilio|vonage|\bsms\b/i],
  ])('nothing of the kind is installed or loaded: %s', (_, pattern) => {
    expect(installed.filter((name) => pattern.test(name))).toEqual([])
    const loaded = running.flatMap((file) => [
      ...(sources.get(file) ?? '').matchAll(/from '([^'.@/][^']*|@[^/']+\/[^']+)'/g),
    ])
    expect(loaded.map(([, name = '']) => name).filter((name) => pattern.test(name))).toEqual([])
  })

  test('NextAuth knows no provider but our own password', () => {
    const providers = [...sources.values()].flatMap((text) => text.match(/next-auth\/providers\/\w+/g) ?? [])
    expect(new Set(providers)).toEqual(new Set(['next-auth/providers/credentials']))
  })

  test('no window, socket or peer is listened to', () => {
    expect(
      filesWith(
        // The thread that reads mail is our own.
        /addEventListener\('message'|(?<!parentPort\?\.|thread\.)postMessage\(|new (WebSocket|EventSource|RTCPeerConnection|BroadcastChannel)\b/,
      ),
    ).toEqual([])
    expect(filesWith(/\.on\('upgrade'/)).toEqual([])
  })

  test('no code is sent by telephone', () =>
    expect(
      filesWith(
        /\bsms\b|telefonnummer/i,
        running.filter((file) => file.startsWith('lib/auth')),
      ),
    ).toEqual([]))

  test('nobody is asked for a hint or a secret question', () => {
    expect(filesWith(/sicherheitsfrage|geheime Frage|passworthinweis/i)).toEqual([])
    const columns = Object.values(declaredTables).flatMap((table) => Object.keys(table.columns))
    expect(columns.filter((name) => /hint|question|answer_hash/.test(name))).toEqual([])
  })

  test('nothing makes a password end with time', () => {
    const columns = Object.keys(declaredTables.account.columns)
    expect(columns.filter((name) => /password/.test(name))).toEqual(['password_hash'])
  })

  test('there is one tenant', () => {
    const columns = Object.values(declaredTables).flatMap((table) => Object.keys(table.columns))
    expect(columns.filter((name) => /tenant|client_id|site_id/.test(name))).toEqual([])
  })

  test('nobody is known by a header or a certificate', () => {
    expect(filesWith(/x-(user|client|ssl|remote)-|requestCert/i)).toEqual([])
    // The doctor looks when the portal's own certificate ends.
    expect(filesWith(/getPeerCertificate/)).toEqual(['lib/doctor/look-at-address.ts'])
  })

  test('no answer allows another origin to read it', () => expect(filesWith(/access-control-allow/i)).toEqual([]))
})

describe('texts stay texts:', () => {
  test('no code is made from text', () => {
    expect(filesWith(/\beval\(|new Function\b|set(Timeout|Interval)\(['"`]/)).toEqual([])
    // A thread runs a file of its own.
    expect(filesWith(/node:vm|node:worker_threads/)).toEqual([
      'lib/accountability/pdf-thread.ts',
      'lib/disclosure/archive-thread.ts',
      'lib/in-thread.ts',
      'lib/inbound/mail-parser.ts',
      'lib/inbound/read-mail.ts',
      'lib/time-limit.ts',
    ])
    for (const file of ['lib/in-thread.ts', 'lib/inbound/read-mail.ts']) expect(sources.get(file)).not.toContain('eval')
    expect(sources.get('lib/time-limit.ts')).toContain("new Script('work()')")
  })

  test('every statement is a template with parameters', () => {
    // Names of tables and columns of our own schema, and what a database gives back of itself.
    // The room of two people has a table for each kind, named in kinds.ts.
    expect(filesWith(/Prisma\.raw\(/).filter((file) => !file.startsWith('lib/four-eyes/'))).toEqual([
      'lib/accountability/checks/disagreeing.ts',
      'lib/accountability/checks/remains.ts',
      'lib/future-times.ts',
      'lib/lifecycle/correct-times.ts',
      'lib/publications/content.ts',
      'lib/writing/draw-stored.ts',
    ])
    expect(filesWith(/RawUnsafe\(/)).toEqual(['lib/db/schema-objects.ts'])
    expect(
      filesWith(/from '@?\w*\/?(lib\/db|\.\.\/db)\/(schema-objects)'/).filter((file) => file.startsWith('app/')),
    ).toEqual([])
  })

  test('programs are started without a shell, by the database room and the scripts alone', () => {
    const starting = filesWith(
      /node:child_process/,
      tree.filter((file) => /^(app|components|emails|lib|server|scripts)\//.test(file)),
    )
    expect(starting.filter((file) => !/^(lib\/db|scripts)\//.test(file))).toEqual([])
    expect(
      filesWith(/\bexecSync\(|\bimport \{[^}]*\bexec\b[^}]*\} from 'node:child_process'|shell: true/, starting),
    ).toEqual([])
  })

  test('regular expressions are constants, never made from what people type', () => {
    const made = filesWith(/new RegExp\(/)
    expect(made).toEqual(['lib/access-log/user-agent.ts', 'lib/auth/breached-passwords.ts', 'lib/typed-text.ts'])
    for (const file of made)
      expect(sources.get(file), file).toMatch(/^const \w+ = new RegExp\(|new RegExp\(`\.\{\$\{KEPT\}\}`/m)
  })

  test('nothing formats by a pattern of others', () =>
    expect(filesWith(/node:util'|sprintf|util\.format\(/)).toEqual([]))

  test('memory is never taken as it was', () => expect(filesWith(/allocUnsafe|new Buffer\(/)).toEqual([]))

  test('markup of others comes from the sanitizer alone', () => {
    const set = running.flatMap((file) =>
      [...(sources.get(file) ?? '').matchAll(/__html: ([\w]+)/g)].map(([, made = '']) => made),
    )
    expect(new Set(set)).toEqual(new Set(['htmlOf', 'structuredData', 'html']))
    expect(filesWith(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser/)).toEqual([])
  })

  test('links that people type lead to the web or a mailbox only', () => {
    const field = link({ max: 200, problem: 'nein' })
    const bad = [
      'javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'http://a@b.example',
      'https://localhost',
    ]
    for (const address of bad) {
      expect(field.safeParse(address).success, address).toBe(false)
      expect(htmlOf(`[x](${address})`, null), address).not.toContain('<a')
    }
    expect(field.parse('https://beispiel.test/a b?c="d"')).toBe('https://beispiel.test/a%20b?c=%22d%22')
  })
})

describe('what is secret is made well:', () => {
  test('what must not be guessed comes from node:crypto', () => {
    expect(filesWith(/Math\.random|Date\.now\(\)\.toString\(36\)/)).toEqual([])
    expect(filesWith(/\brandom(Bytes|Int)\b/).length).toBeGreaterThan(3)
  })

  test('hashes, ciphers and signatures are approved ones', () => {
    const named = (pattern: RegExp) =>
      running.flatMap((file) =>
        [...(sources.get(file) ?? '').matchAll(pattern)].map(([, name = '']) => `${name} ${file}`),
      )
    // The format of the archive for a court knows no others (decision 0062).
    const ofTheArchive = (entry: string) => entry.endsWith(' lib/disclosure/encrypt-archive.ts')
    const hashes = named(/\b(?:createHash|createHmac|hkdfSync|hash)\('(\w[\w-]*)'/g).filter(
      (entry) => !ofTheArchive(entry),
    )
    expect(new Set(hashes.map((entry) => entry.split(' ')[0]))).toEqual(new Set(['sha256']))
    const ciphers = named(/\bcreate(?:C|Dec)ipheriv\('([\w-]+)'/g).filter((entry) => !ofTheArchive(entry))
    expect(new Set(ciphers.map((entry) => entry.split(' ')[0]))).toEqual(new Set(['aes-256-gcm']))
    expect(filesWith(/createSign\(|generateKeyPair|createDiffieHellman|createECDH/)).toEqual([])
    expect(filesWith(/'302e020100300506032b657004220420'/)).toEqual(['lib/accountability/evidence-package.ts'])
  })
})

describe('what comes in and goes out:', () => {
  test('files are taken in one place', () => {
    expect(filesWith(/type="file"/)).toEqual(['app/admin/herausgabe/[id]/page.tsx'])
    expect(filesWith(/instanceof (File|Blob)/)).toEqual(['app/admin/herausgabe/[id]/anordnung/route.ts'])
    // Dumps of the operator, and the portal's own evidence at the command line.
    expect(filesWith(/node:zlib/).filter((file) => !file.startsWith('lib/db/'))).toEqual([
      'lib/accountability/read-zip.ts',
    ])
  })

  test('every form refuses fields that it does not have', () => {
    // A passkey answers as its program likes.
    const loose = filesWith(
      /z\.(object|looseObject)\(|\.(passthrough|loose|catchall)\(/,
      running.filter((file) => /^app\/|\/schema\.ts$/.test(file)),
    )
    expect(loose).toEqual(['lib/auth/schema.ts'])
  })

  test('a field that comes twice is refused', () => {
    expect(sources.get('app/_edge/action.ts')).toContain("entries.has(name) || name === '__proto__') return undefined")
  })

  test('a form cannot reach a prototype', () => {
    const sent = Object.fromEntries(
      new Map([
        ['constructor', 'x'],
        ['name', 'y'],
        ['toString', 'z'],
      ]),
    )
    expect(z.strictObject({ name: z.string() }).safeParse(sent).success).toBe(false)
    expect(
      z.strictObject({ name: z.string() }).safeParse(JSON.parse('{"name":"y","__proto__":{"isAdmin":true}}')).success,
    ).toBe(false)
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    expect(filesWith(/__proto__|setPrototypeOf|\.prototype\.\w+ =/)).toEqual(['app/_edge/action.ts'])
  })

  test('every type of text says its charset', () => {
    const sent = /(?<='content-type': '|download\([^,]+, ')(text\/|application\/([\w.]+\+)?xml)[^']*(?=')/g
    const types = running.flatMap((file) => sources.get(file)?.match(sent) ?? [])
    expect(types.length).toBeGreaterThan(6)
    expect(types.filter((type) => !type.endsWith('charset=utf-8'))).toEqual([])
  })

  test('names of files that are served are constants, dates, numbers, or words of ASCII letters', () => {
    for (const name of ['a"b', 'a\r\nx: y', '../a', 'ä', '', 'a;b'])
      expect(() => download(name, 'text/csv', ''), name).toThrow()
    expect(download('Nachweis-2026-01-01.zip', 'application/zip', '').headers.get('content-disposition')).toBe(
      'attachment; filename="Nachweis-2026-01-01.zip"',
    )
    expect(filesWith(/'content-disposition'/)).toEqual(['app/_edge/download.ts', 'server/body-limit.mjs'])
  })

  test('the browser is told to forget wherever a session ends', () => {
    const ending = filesWith(/await removeSessionCookie\(\)/)
    expect(ending).not.toEqual([])
    expect(
      ending.filter((file) => !sources.get(file)?.includes('\'clear-site-data\': \'"cache", "storage"\'')),
    ).toEqual([])
  })
})

test('the compiler is strict, and nothing is compared loosely', () => {
  const { compilerOptions } = JSON.parse(readFileSync('tsconfig.json', 'utf8'))
  expect(compilerOptions).toMatchObject({ strict: true, noUncheckedIndexedAccess: true })
  // `== null` and `!= null` alone, which take undefined for it.
  const loose = filesWith(
    /[^=!<>]==(?!=)(?! null)|!=(?!=)(?! null)/,
    running.filter((file) => /\.tsx?$/.test(file)),
  )
  expect(loose.filter((file) => /[\w)\]] (==|!=) (?!null)/.test(withoutStrings(sources.get(file) ?? '')))).toEqual([])
})

function withoutStrings(source: string): string {
  return source.replace(/`[^`]*`|'[^'\n]*'|"[^"\n]*"/g, '""')
}
