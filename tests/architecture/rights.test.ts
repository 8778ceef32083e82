import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { actionRoles, mayDo, maySee, pageRoles, seesAddresses } from '@/lib/auth/permissions'
import { sourceFiles } from '../support/source-files'

/** The rights matrix (lib/auth/permissions.ts) and the guards of /admin are the same thing (S-D1, S-D7). */
const pages = sourceFiles('app/admin').filter((file) => file.endsWith('/page.tsx'))
const actionFiles = sourceFiles('app/admin').filter((file) => file.endsWith('/actions.ts'))

function addressOf(file: string): string {
  return file.replace(/^app/, '').replace(/\/page\.tsx$/, '')
}

describe('each page below /admin is guarded by the entry of its own address', () => {
  test.each(pages)('%s', (file) => {
    expect(readFileSync(file, 'utf8')).toContain(`export default staffPage(pageRoles['${addressOf(file)}'],`)
  })
})

test('the matrix names exactly the pages that exist', () => {
  expect(Object.keys(pageRoles).sort()).toEqual(pages.map(addressOf).sort())
})

const actions = actionFiles.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/export const (\w+) = staffAction\(\s*actionRoles\.(\w+),/g)].map(
    ([, name, entry]) => ({ file, name, entry }),
  ),
)

describe('each action below /admin is guarded by the entry of its own name', () => {
  test.each(actions)('$name in $file', ({ name, entry }) => {
    expect(entry).toBe(name)
  })
})

test('the matrix names exactly the actions that exist', () => {
  expect(actions.map(({ name }) => name).sort()).toEqual(Object.keys(actionRoles).sort())
  const exported = actionFiles.flatMap((file) => readFileSync(file, 'utf8').match(/^export const /gm) ?? [])
  expect(exported).toHaveLength(actions.length)
})

describe('a moderator', () => {
  test('sees members without addresses, and nothing of requests, inactivity and mail', () => {
    expect(seesAddresses('moderator')).toBe(false)
    expect(Object.keys(pageRoles).filter((page) => maySee('moderator', page as keyof typeof pageRoles))).toEqual([
      '/admin',
      '/admin/mitglieder',
      '/admin/mitglieder/[id]',
      '/admin/moderation',
      '/admin/moderation/[id]',
      '/admin/moderation/angebote',
      '/admin/moderation/angebote/[id]',
      '/admin/moderation/kategorien',
    ])
  })

  test('judges content, and changes nothing else', () => {
    const allowed = Object.keys(actionRoles).filter((action) => mayDo('moderator', action as keyof typeof actionRoles))
    expect(allowed).toEqual([
      'takeOverCase',
      'decideOnCase',
      'endCaseMeasure',
      'enterAuthorsAppeal',
      'decideOnAppeal',
      'decideOnPublication',
      'saveForumCategory',
      'archiveForumCategory',
    ])
  })
})

test('a member has no entry anywhere', () => {
  for (const page of Object.keys(pageRoles)) expect(maySee('member', page as keyof typeof pageRoles)).toBe(false)
  for (const action of Object.keys(actionRoles)) expect(mayDo('member', action as keyof typeof actionRoles)).toBe(false)
  expect(seesAddresses('member')).toBe(false)
})
