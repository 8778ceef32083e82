import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isBroughtByNpm, isOlder } from '@/scripts/lib/bootstrap.mjs'

/** One answer to the question which Node.js: the oldest one is what npm brings, so every test runs on it. */
const [, oldest = ''] = readFileSync('scripts/lib/bootstrap.mjs', 'utf8').match(/OLDEST_NODE = '(\d+\.\d+\.\d+)'/) ?? []
const manifest = JSON.parse(readFileSync('package.json', 'utf8'))

describe('the oldest Node.js', () => {
  test('is the same in bootstrap, package.json, lock file, .nvmrc, README and the packages of npm', () => {
    expect(oldest).toMatch(/^\d+\.\d+\.\d+$/)
    expect(manifest.engines.node.split(' || ')[0]).toBe(`^${oldest}`)
    expect(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages[''].engines).toEqual(manifest.engines)
    expect(readFileSync('.nvmrc', 'utf8').trim()).toBe(oldest)
    expect(readFileSync('README.md', 'utf8')).toContain(`Node.js ${oldest.replace(/\.0$/, '')} or newer`)
    for (const platform of ['x64', 'arm64']) {
      expect(manifest.optionalDependencies[`node-linux-${platform}`]).toBe(oldest)
    }
  })

  test('is that of this test run, wherever npm brings one', () => {
    const { platform, arch } = process
    const isGlibc = (process.report.getReport() as { header: object }).header
    const isBrought = isBroughtByNpm({ platform, arch, isGlibc: 'glibcVersionRuntime' in isGlibc })
    const own = isBrought ? execFileSync('node_modules/.bin/node', ['--version']).toString().trim().slice(1) : oldest
    expect(own).toBe(oldest)
  })

  test('the range names only versions with long-term support, the types are of the oldest', () => {
    const majors = (manifest.engines.node as string).match(/(?<=\^)\d+/g)?.map(Number) ?? []
    expect(majors.filter((major) => major % 2 === 1)).toEqual([])
    expect(manifest.devDependencies['@types/node'].split('.')[0]).toBe(oldest.split('.')[0])
  })
})

test.each([
  ['20.0.0', '20.0.0', false],
  ['19.9.9', '20.0.0', true],
  ['20.20.2', '24.21.0', true],
  ['24.20.9', '24.21.0', true],
  ['24.21.0', '24.21.0', false],
  ['24.21.1', '24.21.0', false],
  ['24.100.0', '24.21.0', false],
  ['26.0.0', '24.21.0', false],
  ['8.17.0', '20.0.0', true],
])('%s is older than %s: %s', (version, than, answer) => {
  expect(isOlder(version, than)).toBe(answer)
})

test.each([
  ['linux', 'x64', true, true],
  ['linux', 'arm64', true, true],
  ['linux', 'x64', false, false],
  ['linux', 'riscv64', true, false],
  ['darwin', 'arm64', false, false],
  ['win32', 'x64', false, false],
])('npm brings a Node.js for %s %s, glibc %s: %s', (platform, arch, isGlibc, answer) => {
  expect(isBroughtByNpm({ platform, arch, isGlibc })).toBe(answer)
})
