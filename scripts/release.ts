import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { run } from './lib/run'

/**
 * `npm run release`: what an operator gets of a committed state: the sources, the list of what they bring along (SBOM, ASVS 15.1.2) and the
 * digests of both. Known faults of packages stop it; where nobody could look, somebody must say so.
 */
const HELP = `npm run release [-- --osv FOLDER] [-- --unchecked]
Writes release/: sources of the last commit, SBOM (CycloneDX), SHA256SUMS. --unchecked: although nobody could look for advisories.`

const { values } = parseArgs({
  options: { osv: { type: 'string' }, unchecked: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
})
if (values.help) {
  console.log(HELP)
  process.exit(0)
}

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string; version: string }
const output = (program: string, args: string[]) =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] })

if (output('git', ['status', '--porcelain'])) fail('Commit first: the working copy differs from the last commit.')
await lookForAdvisories()
mkdirSync('release', { recursive: true })
const files = [`${name}-${version}.tar.gz`, `${name}-${version}.cdx.json`] as const
output('git', [
  'archive',
  '--format=tar.gz',
  `--prefix=${name}-${version}/`,
  '-o',
  path.join('release', files[0]),
  'HEAD',
])
writeFileSync(path.join('release', files[1]), sbom())
const sums = files.map((file) => `${digestOf(path.join('release', file))}  ${file}`)
writeFileSync('release/SHA256SUMS', `${sums.join('\n')}\n`)
console.log(['release/:', ...sums].join('\n'))

async function lookForAdvisories(): Promise<void> {
  if (values.unchecked) return console.log('Nobody has looked for advisories (--unchecked).')
  const args = values.osv ? ['--osv', values.osv] : []
  await run(['--import', 'tsx', 'scripts/advisories.ts', ...args], { isLoud: true }).catch(() =>
    fail('Not released: see above. Where nobody could look, --unchecked says so.'),
  )
}

/** Of what runs, not of what tests. npm names the whole after its folder. */
function sbom(): string {
  const list = JSON.parse(output('npm', ['sbom', '--omit=dev', '--sbom-format=cyclonedx', '--package-lock-only'])) as {
    metadata: { component: { name: string } }
  }
  list.metadata.component.name = name
  return `${JSON.stringify(list, null, 2)}\n`
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
