import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { actionRoles, pageRoles, type StaffRole } from '@/lib/auth/permissions'

const roles: StaffRole[] = ['moderator', 'admin', 'dpo']

function rightsTable(): string {
  const row = (name: string, allowed: readonly StaffRole[]) =>
    `| ${name} | ${roles.map((role) => (allowed.includes(role) ? 'yes' : '–')).join(' | ')} |`
  return [
    `| page or action | ${roles.join(' | ')} |`,
    '| --- | --- | --- | --- |',
    ...Object.entries(pageRoles).map(([page, allowed]) => row(`\`${page}\``, allowed)),
    ...Object.entries(actionRoles).map(([action, allowed]) => row(action, allowed)),
  ].join('\n')
}

test('the rights in README.md are the rights in the code', () => {
  const readme = readFileSync('README.md', 'utf8')
  const shown = readme.match(/<!-- rights:begin -->\n([\s\S]*?)\n?<!-- rights:end -->/)?.[1]?.trim()
  expect(shown, `put this table between the two rights comments:\n\n${rightsTable()}\n`).toBe(rightsTable())
})
