import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pageRoles, type StaffAct, type StaffRole, staffActs, staffDownloads } from '@/lib/auth/permissions'

const roles: StaffRole[] = ['moderator', 'admin', 'dpo']

function rightsTable(): string {
  const row = (name: string, { roles: allowed, effect }: StaffAct) =>
    `| ${name} | ${roles.map((role) => (allowed.includes(role) ? 'yes' : '–')).join(' | ')} | ${effect} |`
  const looks = Object.entries(pageRoles).map(([page, allowed]) =>
    row(`\`${page}\``, { roles: allowed, effect: 'ordinary' }),
  )
  return [
    `| page, file or action | ${roles.join(' | ')} | effect |`,
    `| --- |${' --- |'.repeat(roles.length + 1)}`,
    ...looks,
    ...Object.entries(staffDownloads).map(([file, entry]) => row(`\`${file}\``, entry)),
    ...Object.entries(staffActs).map(([action, entry]) => row(action, entry)),
  ].join('\n')
}

test('the rights in README.md are the rights in the code', () => {
  const readme = readFileSync('README.md', 'utf8')
  const shown = readme.match(/<!-- rights:begin -->\n([\s\S]*?)\n?<!-- rights:end -->/)?.[1]?.trim()
  expect(shown, `put this table between the two rights comments:\n\n${rightsTable()}\n`).toBe(rightsTable())
})
