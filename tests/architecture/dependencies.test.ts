import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

type Manifest = Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>> & {
  allowScripts: Record<string, boolean>
}
type Lock = { packages: Record<string, { version: string; resolved?: string; hasInstallScript?: boolean }> }

const read = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T
const manifest = read<Manifest>('package.json')
const lock = read<Lock>('package-lock.json')
/** The portal, and what measures it: two packages, so that nobody who runs the portal installs the second. */
const folders = ['.', 'bench']

/** Versions below these have known holes (S-P1); raised by hand after reading an advisory. */
const MINIMUM = { next: '16.4.5', 'next-auth': '4.24.15', nodemailer: '10.0.5' }

function isAtLeast(version: string, minimum: string): boolean {
  return version.localeCompare(minimum, 'en', { numeric: true }) >= 0
}

describe.each(folders)('the package in %s', (folder) => {
  const own = read<Partial<Manifest>>(`${folder}/package.json`)
  const { packages } = read<Lock>(`${folder}/package-lock.json`)

  test('can be installed with its lock file, on every platform it names (W1)', { timeout: 120_000 }, () => {
    const args = ['ci', '--dry-run', '--loglevel=error', '--no-audit', '--no-fund', '--prefer-offline']
    expect(() => execFileSync('npm', args, { cwd: folder, stdio: 'pipe' })).not.toThrow()
  })

  test('has exact versions', () => {
    const versions = Object.entries({ ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies })
    expect(versions.length).toBeGreaterThan(0)
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  test('lets none run a script at installation', () => {
    const withScripts = Object.entries(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
    expect([...new Set(withScripts)].filter((name) => own.allowScripts?.[name] !== false)).toEqual([])
    expect(Object.values(own.allowScripts ?? {}).filter(Boolean)).toEqual([])
  })

  test('names no address to download from', () => {
    expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
  })
})

test('what measures stands in bench alone', () => {
  const names = Object.keys(read<Manifest>('bench/package.json').dependencies)
  expect(names.filter((name) => lock.packages[`node_modules/${name}`])).toEqual([])
})

describe('no known hole is locked in (S-P1)', () => {
  test.each(Object.entries(MINIMUM))('%s is %s or newer', (name, minimum) => {
    const versions = Object.entries(lock.packages)
      .filter(([path]) => path.endsWith(`node_modules/${name}`))
      .map(([, { version }]) => version)
    expect(versions.length).toBeGreaterThan(0)
    for (const version of versions) expect(isAtLeast(version, minimum), version).toBe(true)
  })
})

test('what the built portal needs at run time is no development dependency', () => {
  for (const name of ['next', 'react', 'pg', '@prisma/client', 'prisma', 'tsx']) {
    expect(manifest.dependencies[name], name).toBeDefined()
  }
})
