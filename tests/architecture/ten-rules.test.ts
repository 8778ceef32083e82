import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { importsOf } from '../support/imports'
import { sourceFiles } from '../support/source-files'

/** The ten rules of the ground floor. Where another file holds one, it is named here and must be there; the rest is held here. */
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm
const running = sourceFiles('app', 'components', 'emails', 'lib', 'server', 'proxy.ts', 'instrumentation.ts').filter(
  (file) => /\.(tsx?|mjs)$/.test(file) && !file.includes('/generated/'),
)
const code = new Map(running.map((file) => [file, withoutComments(readFileSync(file, 'utf8'))]))
const filesWith = (pattern: RegExp, files = running) => files.filter((file) => pattern.test(code.get(file) ?? ''))

function withoutComments(source: string): string {
  return source.replace(COMMENT, '')
}

/** What is said in German in one go: three words and more. */
function sentences(source: string): string[] {
  return [...source.matchAll(/'((?:[^'\\\n]|\\.){30,})'/g)].flatMap(([, text = '']) =>
    /^[\p{Lu}„].* .*\s/u.test(text) && /[.?!]$/.test(text) ? [text] : [],
  )
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

describe('4 what is declared is declared once', () => {
  test('as the tests of codes, inventory and preview say', () => {
    heldBy('tests/architecture/codes.test.ts', 'has its German words nowhere else', 'is written out nowhere else')
    heldBy('tests/policy/ds-12-inventory.test.ts', 'nothing is undeclared and nothing contradicts itself')
    heldBy('tests/policy/ds-04-erasure-preview.test.tsx')
  })

  test('a sentence that a rule says to people stands in one file of lib', () => {
    const files = new Map<string, string[]>()
    for (const [file, source] of code)
      if (file.startsWith('lib/'))
        for (const sentence of new Set(sentences(source))) files.set(sentence, [...(files.get(sentence) ?? []), file])
    expect(files.size).toBeGreaterThan(200)
    expect([...files].filter(([, where]) => where.length > 1)).toEqual([])
  })

  test('a letter is one file, known by its name', () => {
    const letters = sourceFiles('emails').filter((file) => /^emails\/[^/]+\.tsx$/.test(file))
    expect(letters.length).toBeGreaterThan(30)
    for (const file of letters) expect(code.get(file)?.match(/\bdefineLetter\(/g), file).toHaveLength(1)
    expect(filesWith(/\bdefineLetter\(/).filter((file) => !letters.includes(file))).toEqual([])
  })

  test('a period is a number with a name: no statement has days, weeks or months of its own', () => {
    // Checks count by themselves, or they would prove nothing; the bounds of times are a table. One day or month is a step of the calendar.
    const own = [...code].flatMap(([file, source]) =>
      /^lib\/(?!accountability\/|future-times)/.test(file)
        ? [...source.matchAll(/interval '(?!1 )\d+ (?:days?|weeks?|months?|years?)'/g)].map(
            ([found]) => `${file}: ${found}`,
          )
        : [],
    )
    expect(own).toEqual([])
  })
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
  'lib/accountability/write-pdf.ts': '0072',
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

describe('8 nothing that a person sends holds up the others', () => {
  /** What takes long → the thread that does it. */
  const inThreads: Record<string, string> = {
    'lib/accountability/write-pdf.ts': 'lib/accountability/pdf-thread.ts',
    'lib/disclosure/encrypt-archive.ts': 'lib/disclosure/archive-thread.ts',
    'lib/inbound/dissect-mail.ts': 'lib/inbound/mail-parser.ts',
  }
  const imports = running.flatMap(importsOf).filter(({ isTypeOnly }) => !isTypeOnly)

  test.each(Object.entries(inThreads))('%s runs in %s and nowhere else', (work, thread) => {
    expect(imports.filter(({ to }) => to === work).map(({ from }) => from)).toEqual([thread])
    expect(imports.filter(({ to }) => to === thread)).toEqual([])
  })

  test('packages that work long are loaded there alone', () => {
    const long = /^(pdfkit|postal-mime|html-to-text|mailparser|archiver|jszip|@zip\.js)\b/
    const loaded = imports.filter(({ to }) => long.test(to)).map(({ from }) => from)
    const inThread = reachedFrom(Object.values(inThreads))
    // The portal's own mails, on the machine itself.
    expect(loaded.filter((file) => !inThread.has(file))).toEqual(['lib/mail/read-outbox.ts'])
    expect(loaded.filter((file) => inThread.has(file)).length).toBeGreaterThan(1)
  })

  test('what answers requests calls nothing that waits', () => {
    const reached = reachedFrom(running.filter((file) => /^(app|server|proxy\.ts)/.test(file)))
    const waits =
      /\b(pbkdf2|scrypt|gzip|gunzip|deflate|deflateRaw|inflate|inflateRaw|brotli(De)?[cC]ompress|zstd(De)?[cC]ompress|argon2|hash|verifyPassword|generateKeyPair|generatePrime|exec|execFile|spawn)Sync\(|Atomics\.wait\(/
    expect(reached.size).toBeGreaterThan(400)
    // Packages of evidence are read by the command line.
    expect(filesWith(waits, [...reached])).toEqual(['lib/accountability/read-zip.ts'])
  })

  test('and no text, header or file holds it longer than 50 ms, measured', () => {
    heldBy('tests/lib/held-thread.test.ts', 'const LONGEST_HOLD = 50')
    heldBy('tests/policy/ds-06-long-work.test.ts', 'const LONGEST_HOLD = 50')
    heldBy('tests/policy/ds-07-long-texts.test.ts', 'others are not held up')
  })

  /** Everything that these files load, and what that loads. */
  function reachedFrom(files: string[]): Set<string> {
    const found = new Set<string>()
    const queue = [...files]
    for (const file of queue) {
      if (found.has(file)) continue
      found.add(file)
      queue.push(...imports.filter(({ from, to }) => from === file && code.has(to)).map(({ to }) => to))
    }
    return found
  }
})

describe('9 ids and commands exist', () => {
  const files = sourceFiles().filter((file) => !file.includes('/generated/') && !file.startsWith('prisma/migrations/'))
  const comments = new Map(
    files
      .filter((file) => /\.(tsx?|mjs|prisma|css)$/.test(file))
      .map((file) => [file, readFileSync(file, 'utf8').match(COMMENT)?.join('\n') ?? '']),
  )

  test('the id of a promise or a requirement in a comment is defined', () => {
    heldBy('tests/architecture/requirements.test.ts', 'that are cited are defined')
    const defined = `${readFileSync('docs/requirements.md', 'utf8')} ${readFileSync('README.md', 'utf8')}`
    const cited = [...comments].flatMap(([file, text]) =>
      [...text.matchAll(/(?<![\w*-])(?:DS-\d\d|[SAR]-[A-Z]\d{1,2})(?![\w-])/g)].map(([id]) => ({ file, id })),
    )
    expect(cited.length).toBeGreaterThan(1_000)
    expect(cited.filter(({ id }) => !defined.includes(id))).toEqual([])
  })

  test('a file that a comment names is there', () => {
    const names = new Set(files.map((file) => path.basename(file)))
    const named = [...comments].flatMap(([file, text]) => [
      ...[
        ...text.matchAll(/(?<![\w/.-])(?:app|lib|components|emails|server|scripts|tests|docs)\/[\w()[\]./-]*\.\w+/g),
      ].map(([name]) => ({ file, name, isThere: existsSync(name) })),
      ...[...text.matchAll(/(?<![\w/.*…-])[a-z][\w-]*\.(?:tsx?|mjs)\b/g)].map(([name]) => ({
        file,
        name,
        isThere: names.has(name),
      })),
    ])
    expect(named.length).toBeGreaterThan(200)
    expect(named.filter(({ isThere }) => !isThere)).toEqual([])
  })

  test('a command in a document is one that package.json or the command line of the portal has', () => {
    heldBy('tests/architecture/commands.test.ts', 'every command that is named exists')
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
    const verbs = readFileSync('scripts/lib/verbs.ts', 'utf8')
    const documents = files.filter((file) => file.endsWith('.md')).map((file) => readFileSync(file, 'utf8'))
    const named = documents.flatMap((text) => [...text.matchAll(/npm run ([a-z][\w:-]*)(?: -- ([a-z][a-z:]*))?/g)])
    expect(named.length).toBeGreaterThan(30)
    for (const [, script = '', verb] of named) {
      expect(scripts, script).toHaveProperty([script])
      if (script === 'portal' && verb) expect(verbs).toMatch(new RegExp(`(^|\\s)'?${verb}'?:`))
    }
  })
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
