import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sourceFiles } from '../support/source-files'

/** The ten rules of the ground floor. Where another file holds one, it is named here and must be there; the rest is held here. */
const running = sourceFiles('app', 'components', 'emails', 'lib', 'server', 'proxy.ts', 'instrumentation.ts').filter(
  (file) => /\.(tsx?|mjs)$/.test(file) && !file.includes('/generated/'),
)
const code = new Map(running.map((file) => [file, withoutComments(readFileSync(file, 'utf8'))]))
const filesWith = (pattern: RegExp, files = running) => files.filter((file) => pattern.test(code.get(file) ?? ''))

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
}

function heldBy(file: string, ...names: string[]): void {
  expect(existsSync(file), file).toBe(true)
  const source = readFileSync(file, 'utf8')
  for (const name of names) expect(source, file).toContain(name)
}

describe('1 nothing patches Node, React, pg or Next', () => {
  test('no method of theirs is replaced, on an object or for all', () => {
    expect(
      filesWith(
        /\.prototype\.\w+ = |\b\w+\.(writeHead|write|end|push|emit|query|connect|fetch) = (async )?(\(|function|\w+ =>)/,
      ),
    ).toEqual([])
    expect(filesWith(/defineProperty\(|setPrototypeOf\(|require\.cache/)).toEqual([])
  })

  test('what is added to their classes are classes of our own, handed in where they ask for one', () => {
    expect(filesWith(/extends (Client|Pool|ServerResponse|IncomingMessage|Server)\b/)).toEqual([
      'lib/db/utc-client.ts',
      'server/body-limit.mjs',
      'server/response.mjs',
    ])
  })
})

describe('2 React renders', () => {
  test('components and letters, and nothing beside it', () => {
    expect(filesWith(/react-dom\/server|renderToStaticMarkup|renderToString/)).toEqual([])
  })

  test('HTML is put together by hand for a file, for an error before React, and for the texts of members alone', () => {
    const byHand = filesWith(/[`'](?:[^`'\n]*[^`'\n\w])?<(p|div|html|table|h\d|li|ul|span|a|tr|td)[ >]/, [
      ...running.filter((file) => /\.(ts|mjs)$/.test(file)),
    ])
    const known = /^(lib\/access-requests\/report-html\.ts|lib\/(markdown|writing).*|server\/error-page\.mjs)$/
    expect(byHand.filter((file) => !known.test(file))).toEqual([])
  })
})

test('3 rows are typed', () => {
  heldBy('tests/architecture/sql.test.ts', 'no statement takes its rows on trust')
})

test('4 what is declared is declared once', () => {
  heldBy('tests/architecture/codes.test.ts', 'has its German words nowhere else', 'is written out nowhere else')
  heldBy('tests/policy/ds-12-inventory.test.ts')
  heldBy('tests/policy/ds-04-erasure-preview.test.tsx')
})

describe('5 who may', () => {
  test('is asked first', () => heldBy('tests/architecture/may.test.ts', 'begins with may'))

  test('every row of the record passes one of two doors', () => {
    expect(filesWith(/INSERT INTO audit_event|auditEvent\.(create|update|upsert|delete)/)).toEqual([
      'lib/audit/record-event.ts',
    ])
  })

  test('a token says what it is for, and is spent with its effect', () => {
    heldBy('tests/policy/ds-06-links.test.ts', 'a link of one kind is none of another')
    const touching = filesWith(/accountToken\.(create|update|find)/)
    expect(touching).toEqual(['lib/auth/token.ts'])
  })
})

describe('6 a success message is shown once, from the session', () => {
  test('as the flash says', () =>
    heldBy('tests/db/flash.test.tsx', 'is there once, for the page that it was meant for'))

  test('no address says that something happened', () => {
    const said = /[?&](meldung|gespeichert|gesendet|geprueft|bestaetigt|blockiert|abgemeldet|beendet|geloescht)=/
    expect(filesWith(said)).toEqual([])
  })
})

/** Own code above 60 lines for a format or protocol → the decision that says why no library. */
const ownFormats: Record<string, string> = {
  'lib/accountability/evidence-pdf.ts': '0072',
  'lib/access-requests/report-html.ts': '0072',
  'lib/db/data-folder.ts': '0003',
  'lib/db/embedded-postgres.ts': '0072',
  'lib/db/migrate.ts': '0072',
  'lib/db/postgres-binaries.ts': '0003',
  'lib/db/read-dump.ts': '0072',
  'lib/db/write-dump.ts': '0072',
  'lib/disclosure/encrypt-archive.ts': '0062',
  'lib/publications/calendar.ts': '0072',
  'lib/publications/feeds.ts': '0072',
  'lib/publications/structured-data.ts': '0072',
}

describe('7 formats come from a kept library', () => {
  test.each(Object.entries(ownFormats))('or %s is explained in decision %s', (file, number) => {
    const [decision = ''] = sourceFiles('docs/decisions').filter((name) => name.includes(`/${number}-`))
    expect(readFileSync(decision, 'utf8')).toContain(file)
    expect(existsSync(file)).toBe(true)
  })

  test('and no other file of some length writes one', () => {
    const writes =
      /BEGIN:V|<\?xml|<!doctype|writeU?Int(16|32)(LE|BE)\(|new PDFDocument|FORMAT binary|Content-Type: multipart/i
    const long = running.filter((file) => readFileSync(file, 'utf8').split('\n').length > 60)
    const known = ['server/error-page.mjs', ...Object.keys(ownFormats)]
    expect(filesWith(writes, long).filter((file) => !known.includes(file))).toEqual([])
  })
})

test('8 nothing that a person sends holds up the others', () => {
  heldBy('tests/policy/ds-07-long-texts.test.ts', 'others are not held up')
})

test('9 ids and commands exist', () => {
  heldBy('tests/architecture/requirements.test.ts', 'that are cited are defined')
  heldBy('tests/architecture/commands.test.ts', 'every command that is named exists')
})

describe('10 speed', () => {
  test('that costs readability names its decision', () => {
    const tricks = filesWith(
      /enable_(seqscan|hashjoin|mergejoin|nestloop|bitmapscan)|\bOFFSET 0\b|plan_cache_mode|set_config\('(jit|work_mem)/,
    )
    expect(
      tricks.filter((file) => !/[Dd]ecision \d{4}|docs\/decisions\/\d{4}/.test(readFileSync(file, 'utf8'))),
    ).toEqual([])
  })

  test('no page and no row is kept in memory between requests', () => {
    expect(filesWith(/unstable_cache|'use cache'|revalidate = \d|lru-cache/)).toEqual([])
  })
})
