import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { sourceFiles } from '../support/source-files'

/** What catalogues of public code, licence scanners, CI and update bots read fits the tree. */
const files = sourceFiles()
const manifest = JSON.parse(readFileSync('package.json', 'utf8'))

describe('publiccode.yml', () => {
  const date = z.string().regex(/^\d{4}-\d\d-\d\d$/)
  const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)
  const dependency = z.strictObject({
    name: z.string(),
    versionMin: z.string().optional(),
    optional: z.boolean().optional(),
  })
  const description = z.strictObject({
    localisedName: z.string().optional(),
    shortDescription: z.string().max(150),
    longDescription: z.string().min(150).max(10_000),
    features: z.array(z.string()).min(5).max(20),
    screenshots: z.array(z.string().refine((file) => existsSync(file))).optional(),
  })
  const contact = z.strictObject({ name: z.string(), email: z.email().optional(), affiliation: z.string().optional() })
  /** The standard, 0.4, as far as it is used here, with words of its lists: an unknown key is a mistake. */
  const standard = z.strictObject({
    publiccodeYmlVersion: z.literal('0.4'),
    name: z.string(),
    url: z.url({ protocol: /^https$/ }),
    landingURL: z.url({ protocol: /^https$/ }),
    softwareVersion: z.string(),
    releaseDate: date,
    platforms: z.array(z.enum(['web', 'windows', 'mac', 'linux', 'ios', 'android'])).min(1),
    categories: z.array(z.enum(['online-community', 'compliance-management', 'contact-management'])).min(1),
    developmentStatus: z.enum(['concept', 'development', 'beta', 'stable', 'obsolete']),
    softwareType: z.literal('standalone/web'),
    intendedAudience: z.strictObject({
      countries: z.array(z.literal('de')),
      scope: z.array(z.enum(['education', 'employment', 'local-authorities'])),
    }),
    description: z.record(language, description),
    legal: z.strictObject({
      license: z.literal(manifest.license),
      mainCopyrightOwner: z.string(),
      repoOwner: z.string(),
    }),
    maintenance: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('none') }),
      z.strictObject({ type: z.enum(['internal', 'community']), contacts: z.array(contact).min(1) }),
      z.strictObject({
        type: z.literal('contract'),
        contractors: z.array(z.strictObject({ name: z.string(), until: date })).min(1),
      }),
    ]),
    localisation: z.strictObject({ localisationReady: z.boolean(), availableLanguages: z.array(language).min(1) }),
    dependsOn: z.strictObject({ open: z.array(dependency) }),
  })

  const publiccode = parse(readFileSync('publiccode.yml', 'utf8'))

  test('is valid', () => {
    expect(standard.safeParse(publiccode).error?.issues ?? []).toEqual([])
  })

  test('names the version of package.json, with the date of CHANGELOG.md', () => {
    const [, version, day] = readFileSync('CHANGELOG.md', 'utf8').match(/^## (\d+\.\d+\.\d+) \((.+)\)$/m) ?? []
    expect(publiccode).toMatchObject({ softwareVersion: manifest.version, releaseDate: day })
    expect(version).toBe(manifest.version)
  })
})

describe('licences (REUSE)', () => {
  const annotations = readFileSync('REUSE.toml', 'utf8')
    .split('[[annotations]]')
    .slice(1)
    .map((text) => ({
      path: text.match(/^path = "(.+)"$/m)?.[1] ?? '',
      licence: text.match(/^SPDX-License-Identifier = "(.+)"$/m)?.[1] ?? '',
      holder: text.match(/^SPDX-FileCopyrightText = "(.+)"$/m)?.[1] ?? '',
    }))

  test('every file has one: that of the whole first, exceptions after it', () => {
    expect(annotations[0]).toMatchObject({ path: '**', licence: manifest.license })
    for (const { path: pattern, holder } of annotations) {
      expect(
        files.some((file) => path.matchesGlob(file, pattern)),
        pattern,
      ).toBe(true)
      expect(holder, pattern).not.toBe('')
    }
  })

  test('each text is there, and no other', () => {
    const texts = files.filter((file) => file.startsWith('LICENSES/')).map((file) => path.basename(file, '.txt'))
    expect(texts.sort()).toEqual([...new Set(annotations.map(({ licence }) => licence))].sort())
    expect(readFileSync('LICENSE', 'utf8')).toBe(readFileSync(`LICENSES/${manifest.license}.txt`, 'utf8'))
  })
})

describe('CI', () => {
  const nodeVersion = readFileSync('.nvmrc', 'utf8').trim()
  const github = parse(readFileSync('.github/workflows/ci.yml', 'utf8'))
  const gitlab = parse(readFileSync('.gitlab-ci.yml', 'utf8'))

  test('of GitHub and GitLab runs what .ci/run runs, on the Node.js of .nvmrc', () => {
    expect(readFileSync('.ci/run', 'utf8')).toContain('npm test')
    const steps = github.jobs.test.steps as { run?: string; with?: object }[]
    expect(steps.map(({ run }) => run).filter(Boolean)).toEqual(['sh .ci/run'])
    expect(steps.map((step) => step.with).filter(Boolean)).toContainEqual({
      'node-version-file': '.nvmrc',
      cache: 'npm',
    })
    expect(gitlab.test.script).toEqual(['sh .ci/run'])
    expect(gitlab.test.image).toMatch(new RegExp(`^node:${RegExp.escape(nodeVersion)}-`))
  })

  test('can read nothing but the sources', () => {
    expect(github.permissions).toEqual({ contents: 'read' })
  })
})

test('packages that must have one version are updated together', () => {
  const { packageRules } = JSON.parse(readFileSync('renovate.json', 'utf8')) as {
    packageRules: { matchPackageNames: string[] }[]
  }
  const packages = [
    ...Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }),
    ...Object.keys(manifest.optionalDependencies),
    'node',
  ]
  for (const pattern of packageRules.flatMap(({ matchPackageNames }) => matchPackageNames)) {
    expect(
      packages.some((name) => path.matchesGlob(name, pattern)),
      pattern,
    ).toBe(true)
  }
})
