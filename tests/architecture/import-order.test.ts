import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { importsOf } from '../support/imports'
import { sourceFiles } from '../support/source-files'

/** The order of the house (CONTRIBUTING.md): a room imports rooms of lower floors only, and nothing imports upwards. */
const FLOORS: string[][] = [
  ['codes'],
  [
    'env',
    'clock',
    'dates',
    'result',
    'browser',
    'loopback',
    'private-files',
    'secret-strength',
    'time-limit',
    'in-thread',
    'typed-text',
  ],
  ['list', 'icalendar', 'text', 'typed-address', 'exchange', 'secret-ring', 'operator', 'print-line'],
  ['fields', 'seal', 'return-keys'],
  ['content'],
  ['from-inside', 'fail-closed'],
  ['db'],
  ['context'],
  ['report-error', 'search', 'duty-lease', 'closure', 'outages', 'future-times', 'may', 'waiting', 'writing'],
  ['readiness', 'duty-states', 'server-note'],
  ['audit'],
  ['mail'],
  ['auth', 'duty-steps'],
  ['four-eyes'],
  ['policies'],
  ['accounts'],
  ['moderation'],
  ['access-log', 'contact', 'directory', 'publications', 'messaging', 'forum', 'disclosure'],
  ['end-mails', 'personal-data'],
  ['erasure'],
  ['access-requests', 'bulk-acts'],
  ['inbound'],
  ['lifecycle'],
  ['accountability', 'doctor'],
  ['work-queue'],
  ['duties', 'erasure-watch'],
  ['scheduler'],
]

/** The vocabulary of the schema: types without the database. */
const SCHEMA_WORDS = 'lib/db/generated/enums.ts'
/** The table of rights, which imports nothing but that. */
const RIGHTS = 'lib/auth/permissions.ts'

const rooms = sourceFiles('lib').filter((file) => /\.tsx?$/.test(file))
const edges = rooms.flatMap(importsOf)

const read = (file: string) => readFileSync(file, 'utf8')

/** "lib/mail/queue-mail.ts" → "mail", "lib/dates.ts" → "dates". */
function roomOf(file: string): string {
  return file.split('/')[1]?.replace(/\.tsx?$/, '') ?? ''
}

function floorOf(file: string): number {
  return FLOORS.findIndex((floor) => floor.includes(roomOf(file)))
}

function show({ from, to }: { from: string; to: string }): string {
  return `${from} → ${to}`
}

describe('rooms of lib', () => {
  test('every room has its floor', () => {
    expect([...new Set(rooms.filter((file) => floorOf(file) < 0).map(roomOf))]).toEqual([])
  })

  test('import lower floors only', () => {
    const wrong = edges.filter(
      ({ from, to }) =>
        to.startsWith('lib/') &&
        ![SCHEMA_WORDS, RIGHTS].includes(to) &&
        roomOf(from) !== roomOf(to) &&
        floorOf(to) >= floorOf(from),
    )
    expect(wrong.map(show)).toEqual([])
  })

  test('the table of rights may be read everywhere, because it reads nothing', () => {
    expect(importsOf(RIGHTS).map(({ to }) => to)).toEqual([SCHEMA_WORDS])
  })

  test('hold rules only: no page, no component, no script; React and Next.js in two named places', () => {
    const wrong = edges.filter(({ from, to }) => {
      if (/^(app|components|scripts|tests)\//.test(to)) return true
      if (to.startsWith('emails/')) return !from.startsWith('lib/mail/')
      if (/^react(-dom)?(\/|$)|^react-email/.test(to)) return !/^lib\/(mail\/|auth\/session\.ts$)/.test(from)
      if (/^next(\/|$)/.test(to)) return from !== 'lib/auth/session.ts'
      return false
    })
    expect(wrong.map(show)).toEqual([])
  })
})

describe('zones', () => {
  const zone = (...folders: string[]) =>
    sourceFiles(...folders)
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap(importsOf)

  test('app never imports the database or a mail template; the vocabulary of the schema is none', () => {
    const wrong = zone('app').filter(
      ({ to, isTypeOnly }) => /^(lib\/db|emails)\//.test(to) && to !== SCHEMA_WORDS && !isTypeOnly,
    )
    expect(wrong.map(show)).toEqual([])
  })

  test('an area of app imports itself, the edge and what all areas share (_content), and no other area', () => {
    const areaOf = (file: string) => file.match(/^app\/(\(\w+\)|admin|api|_edge|_content)\//)?.[1]
    const wrong = zone('app').filter(({ from, to }) => {
      const [mine, other] = [areaOf(from), areaOf(to)]
      return mine && other && mine !== other && !['_edge', '_content'].includes(other)
    })
    expect(wrong.map(show)).toEqual([])
  })

  test('a folder of app holds page, form, actions, route, and all else in parts/', () => {
    const files = sourceFiles('app').filter((file) => /^app\/(\(\w+\)|admin|api)\//.test(file))
    const isUsual = /\/(page\.tsx|form\.tsx|actions\.ts|route\.ts|parts\/[^/]+)$/
    expect(files.filter((file) => !isUsual.test(file))).toEqual([])
  })

  test('components import neither pages nor anything that runs on the server alone', () => {
    const wrong = zone('components').filter(
      ({ to, isTypeOnly }) =>
        /^(app|emails|scripts)\//.test(to) || (/^lib\/(db|context|env|auth)\b/.test(to) && !isTypeOnly),
    )
    expect(wrong.map(show)).toEqual([])
  })

  test('letters are made of their props, the calendar, German formats, the words of codes and the line above which people answer', () => {
    const wrong = zone('emails').filter(
      ({ to, isTypeOnly }) =>
        /^(lib|app|components)\//.test(to) && !/^lib\/(text|dates|codes|mail\/reply-line)\.ts$/.test(to) && !isTypeOnly,
    )
    expect(wrong.map(show)).toEqual([])
  })

  test('no barrel files', () => {
    expect(sourceFiles('lib', 'components', 'emails').filter((file) => /\/index\.tsx?$/.test(file))).toEqual([])
  })

  test('the clock is read in lib/clock.ts only', () => {
    const readers = rooms.filter((file) => /new Date\(\)|Date\.now\(\)/.test(read(file)))
    expect(readers.filter((file) => file !== 'lib/clock.ts')).toEqual([])
  })
})

describe('what goes to the browser', () => {
  const clients = sourceFiles('app', 'components').filter(
    (file) => /\.tsx?$/.test(file) && startsWith(file, 'use client'),
  )

  function startsWith(file: string, directive: string): boolean {
    return new RegExp(`^(\\s|//.*|/\\*[\\s\\S]*?\\*/)*['"]${directive}['"]`).test(read(file))
  }

  /** Everything that the bundle of a client component holds; a "use server" file is only an address in it. */
  function reach(file: string, seen = new Set<string>()): Set<string> {
    for (const { to, isTypeOnly } of importsOf(file)) {
      if (isTypeOnly || seen.has(to)) continue
      if (!/\.tsx?$/.test(to)) seen.add(to)
      else if (!startsWith(to, 'use server')) {
        seen.add(to)
        reach(to, seen)
      }
    }
    return seen
  }

  test.each(clients)('%s brings no server code, no zod and no mail', (file) => {
    const forbidden = [...reach(file)].filter((target) =>
      /^(node:|pg$|@prisma\/|@node-rs\/|zod|next-auth|nodemailer|resend|lib\/(db|auth|mail|audit|env|context)|emails\/)/.test(
        target,
      ),
    )
    expect(forbidden).toEqual([])
  })
})
