import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sourceFiles } from '../support/source-files'

/**
 * Every page and action guards itself (S-D1, S-D6, S-D7): it is made by a wrapper of app/_edge, which runs the guard before anything
 * else. Route handlers that no wrapper makes are called, see tests/db/own-proof.test.ts.
 */
const pages = sourceFiles('app').filter((file) => /(?<!^app\/_edge)\/page\.tsx$/.test(file))
const serverActions = sourceFiles('app', 'components', 'lib').filter((file) =>
  /^\s*['"]use server['"]/m.test(readFileSync(file, 'utf8')),
)

describe('every page is made by a guard', () => {
  test.each(pages)('%s', (file) => {
    const source = readFileSync(file, 'utf8')
    expect(source, 'the default export must be publicPage, staticPage, memberPage, verifiedPage or staffPage').toMatch(
      /^export default (publicPage|staticPage|memberPage|verifiedPage|staffPage)\(/m,
    )
    const inAdmin = file.startsWith('app/admin/')
    const inMember = file.startsWith('app/(member)/')
    if (inAdmin) expect(source).toMatch(/^export default staffPage\(/m)
    if (inMember) expect(source).toMatch(/^export default (memberPage|verifiedPage|staffPage|publicPage)\(/m)
  })
})

describe('every export of a "use server" file is a guarded action (S-E5)', () => {
  test.each(serverActions)('%s', (file) => {
    const exports = readFileSync(file, 'utf8').match(/^export .*$/gm) ?? []
    expect(exports.length).toBeGreaterThan(0)
    for (const line of exports) {
      if (/^export type /.test(line)) continue
      expect(line, 'actions are made by publicAction, memberAction, ownAction, verifiedAction or staffAction').toMatch(
        /^export const \w+ = (publicAction|memberAction|ownAction|verifiedAction|staffAction)\(/,
      )
      if (file.startsWith('app/admin/')) expect(line).toMatch(/= staffAction\(/)
    }
  })
})
