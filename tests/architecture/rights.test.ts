import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  isDangerous,
  mayDo,
  maySee,
  ownActs,
  ownDownloads,
  pageRoles,
  type StaffAct,
  seesAddresses,
  staffActs,
  staffDownloads,
} from '@/lib/auth/permissions'
import { sourceFiles } from '../support/source-files'

/** The rights matrix (lib/auth/permissions.ts) and the guards of /admin are the same thing (S-D1, S-D7). */
const pages = sourceFiles('app').filter(
  (file) => file.endsWith('/page.tsx') && readFileSync(file, 'utf8').includes('export default staffPage('),
)
const downloadFiles = sourceFiles('app/admin').filter((file) => file.endsWith('/route.ts'))
const actionFiles = sourceFiles('app/admin').filter((file) => file.endsWith('/actions.ts'))

function addressOf(file: string): string {
  return file
    .replace(/^app/, '')
    .replace(/\/\(\w+\)/g, '')
    .replace(/\/(page\.tsx|route\.ts)$/, '')
}

describe('each page for staff is guarded by the entry of its own address', () => {
  test.each(pages)('%s', (file) => {
    const source = readFileSync(file, 'utf8').replace(/staffPage\(\s+/, 'staffPage(')
    expect(source).toContain(`export default staffPage('${addressOf(file)}',`)
  })
})

test('the matrix names exactly the pages that exist', () => {
  expect(Object.keys(pageRoles).sort()).toEqual(pages.map(addressOf).sort())
})

const actions = actionFiles.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/export const (\w+) = staffAction\(\s*'(\w+)',/g)].map(([, name, entry]) => ({
    file,
    name,
    entry,
  })),
)

describe('what members do to their own account names itself', () => {
  const files = sourceFiles('app/(member)/mein-profil').filter((file) => file.endsWith('/actions.ts'))
  const made = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^export const (\w+) = (\w+)Action\((?:\s*'(\w+)',)?/gm)].map(
      ([, name, maker, entry]) => ({ name, maker, entry }),
    ),
  )
  // It comes with a link from a mail, and a password.
  const own = made.filter(({ name }) => name !== 'confirmNewEmail')

  test('by the entry of its own name', () => {
    for (const { name, maker, entry } of own)
      expect({ name, maker, entry }).toEqual({ name, maker: 'own', entry: name })
    expect(own.map(({ name }) => name).sort()).toEqual(Object.keys(ownActs).sort())
  })

  test('and its files by the entry of their own address', () => {
    const routes = sourceFiles('app/(member)').filter((file) => file.endsWith('/route.ts'))
    expect(routes.map(addressOf)).toEqual(Object.keys(ownDownloads))
    for (const file of routes) expect(readFileSync(file, 'utf8')).toContain(`= memberRoute('${addressOf(file)}',`)
  })

  test('and asks for a fresh factor before it discloses, destroys or empowers', () => {
    const asking = Object.entries({ ...ownActs, ...ownDownloads }).filter(([, effect]) => isDangerous(effect))
    expect(asking.map(([name]) => name)).toEqual([
      'requestEmailChange',
      'changeOwnPassword',
      'endSessions',
      'eraseOwnAccount',
      'showSecret',
      'setUpApp',
      'setUpPasskey',
      'removeOwnApp',
      'removeOwnPasskey',
      'newRecoveryCodes',
      '/mein-profil/daten/herunterladen',
    ])
  })
})

describe('each action below /admin is guarded by the entry of its own name', () => {
  test.each(actions)('$name in $file', ({ name, entry }) => {
    expect(entry).toBe(name)
  })
})

test('the matrix names exactly the actions that exist', () => {
  expect(actions.map(({ name }) => name).sort()).toEqual(Object.keys(staffActs).sort())
  const exported = actionFiles.flatMap((file) => readFileSync(file, 'utf8').match(/^export const /gm) ?? [])
  expect(exported).toHaveLength(actions.length)
})

describe('each file below /admin is guarded by the entry of its own address', () => {
  test.each(downloadFiles)('%s', (file) => {
    expect(readFileSync(file, 'utf8')).toMatch(
      new RegExp(`^export const (GET|POST) = staffRoute\\(\\s*'${RegExp.escape(addressOf(file))}',`, 'm'),
    )
  })
  test('the matrix names exactly the files that exist', () => {
    expect(Object.keys(staffDownloads).sort()).toEqual(downloadFiles.map(addressOf).sort())
  })
})

describe('a fresh second factor is asked for', () => {
  const asking = (entries: Record<string, StaffAct>) =>
    Object.keys(entries).filter((name) => isDangerous((entries[name] as StaffAct).effect))

  /** Known by heart, so that whoever makes one of them ordinary does it knowingly. */
  test('before what discloses, destroys or empowers', () => {
    expect(asking(staffDownloads)).toEqual([
      '/admin/herausgabe/[id]/archiv',
      '/admin/mitglieder/csv',
      '/admin/nachweis/datenpannen/betroffene',
      '/admin/protokoll/csv',
      '/admin/vorgaenge/[id]/auskunft',
    ])
    expect(asking(staffActs)).toEqual([
      'releaseIdentity',
      'releaseOutsideAnswer',
      'carryOutErasureRequest',
      'confirmRun',
      'startSweep',
      'discardFailedMail',
      'discardFailedGroup',
      'suspend',
      'releaseBulk',
      'suspendAuthor',
      'decideOnHold',
      'releaseCourtOrder',
      'releaseBreachLetter',
      'discardPolicyDraft',
      'releasePolicyDraft',
      'requestTeamChange',
      'releaseTeamChange',
      'attestChainLoss',
    ])
  })
})

describe('a moderator', () => {
  test('sees members without addresses, and nothing of requests, inactivity and mail', () => {
    expect(seesAddresses('moderator')).toBe(false)
    expect(Object.keys(pageRoles).filter((page) => maySee('moderator', page as keyof typeof pageRoles))).toEqual([
      '/admin',
      '/admin/aufgaben',
      '/admin/mitglieder',
      '/admin/mitglieder/[id]',
      '/admin/moderation',
      '/admin/moderation/[id]',
      '/admin/moderation/angebote',
      '/admin/moderation/angebote/[id]',
      '/admin/moderation/kategorien',
      '/forum/beitrag/[id]/verlauf',
    ])
  })

  test('judges content, and changes nothing else', () => {
    const allowed = Object.keys(staffActs).filter((action) => mayDo('moderator', action as keyof typeof staffActs))
    expect(allowed).toEqual([
      'decideOnCase',
      'endCaseMeasure',
      'enterAuthorsAppeal',
      'decideOnAppeal',
      'decideOnPublication',
      'claimEntry',
      'saveWorkNotice',
      'saveForumCategory',
      'archiveForumCategory',
    ])
  })
})

test('a member has no entry anywhere', () => {
  for (const page of Object.keys(pageRoles)) expect(maySee('member', page as keyof typeof pageRoles)).toBe(false)
  for (const action of Object.keys(staffActs)) expect(mayDo('member', action as keyof typeof staffActs)).toBe(false)
  expect(seesAddresses('member')).toBe(false)
})
