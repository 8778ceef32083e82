import { test } from 'vitest'
import { pageRoles, type StaffAct, type StaffRole, staffActs, staffDownloads } from '@/lib/auth/permissions'
import { expectDrawn } from '../support/drawn'

const roles: StaffRole[] = ['moderator', 'admin', 'approver', 'dpo']

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

test('the rights in docs/rights.md are the rights in the code', async () => {
  await expectDrawn('docs/rights.md', 'rights', rightsTable())
})
