import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { say } from './progress'
import { run } from './run'

/** What the build is made of; a change in one of them is the only reason to build again. */
const SOURCES = [
  'app',
  'components',
  'config',
  'emails',
  'lib',
  'prisma/schema',
  'public',
  'server/headers.mjs',
  'server/largest-body.mjs',
  'instrumentation-node.ts',
  'instrumentation.ts',
  'next.config.mjs',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.build.json',
  'tsconfig.json',
]
const CLIENT = 'lib/db/generated'
const LETTERS = 'lib/mail/generated'
/** What the client and the inventory of personal data are generated from. */
const CLIENT_SOURCES = [
  'prisma/schema',
  'package-lock.json',
  'scripts/inventory-generator.mjs',
  'scripts/lib/inventory-source.mjs',
]

/** Generates the index of the letters, and the Prisma client and the inventory of personal data if the schema changed. */
export async function generateClient(): Promise<void> {
  generateLetters()
  const stamp = path.join(CLIENT, 'digest.txt')
  const digest = digestOf(CLIENT_SOURCES)
  if (isStamped(stamp, digest)) return
  // Any existing file will do as the engine: generate does not run it, but would download one (W6).
  await run(['node_modules/prisma/build/index.js', 'generate'], {
    env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
  })
  writeFileSync(stamp, digest)
  say('Database client generated')
}

/** Every file of emails/ is a letter, known by its name. */
function generateLetters(): void {
  const keys = readdirSync('emails').flatMap((name) => (name.endsWith('.tsx') ? name.slice(0, -4) : []))
  const names = keys.sort().map((key) => ({ key, name: key.replaceAll('-', '_') }))
  const index = [
    ...names.map(({ key, name }) => `import { letter as ${name} } from '../../../emails/${key}'`),
    `export const letters = { ${names.map(({ key, name }) => `'${key}': ${name}`).join(', ')} }`,
    '',
  ].join('\n')
  const file = path.join(LETTERS, 'letters.ts')
  if (isStamped(file, index)) return
  mkdirSync(LETTERS, { recursive: true })
  writeFileSync(file, index)
}

/** Builds the portal if its sources changed. */
export async function build({ isForced = false } = {}): Promise<void> {
  const folder = process.env.NEXT_DIST_DIR || '.next'
  const stamp = path.join(folder, 'portal-digest.txt')
  const digest = digestOf(SOURCES)
  if (!isForced && existsSync(path.join(folder, 'BUILD_ID')) && isStamped(stamp, digest)) return
  await refuseUndeclared()
  say('Building the portal (about 20 s) …')
  rmSync(stamp, { force: true })
  await run(['node_modules/next/dist/bin/next', 'build'], {
    env: { NODE_ENV: 'production', PORTAL_BUILD_ID: digest.slice(0, 20) },
  })
  mkdirSync(folder, { recursive: true })
  writeFileSync(stamp, digest)
  say('Portal built')
}

/** A column that nobody declared does not go into service (DS-12). */
async function refuseUndeclared(): Promise<void> {
  // Loaded late: it is generated.
  const { problems } = await import('@/lib/personal-data/generated/inventory')
  if (problems.length > 0) throw new Error(['Personal data are not declared:', ...problems].join('\n'))
}

function isStamped(stamp: string, digest: string): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest
}

function digestOf(entries: string[]): string {
  const hash = createHash('sha256')
  for (const file of entries.flatMap(filesOf)) hash.update(`${file}\n`).update(readFileSync(file))
  return hash.digest('hex')
}

function filesOf(entry: string): string[] {
  if (!existsSync(entry) || entry === CLIENT) return []
  if (!statSync(entry).isDirectory()) return [entry]
  return readdirSync(entry)
    .sort()
    .flatMap((name) => filesOf(path.join(entry, name)))
}
