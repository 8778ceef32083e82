import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sourceFiles } from '../support/source-files'

/**
 * Every page, action and handler guards itself (S-D1, S-D6, S-D7): it is made by a wrapper of app/_edge, which runs the
 * guard before anything else. Route handlers have their own proof, listed here with the words that give it.
 */
const pages = sourceFiles('app').filter((file) => /(?<!^app\/_edge)\/page\.tsx$/.test(file))
const handlers = sourceFiles('app').filter((file) => /\/route\.tsx?$/.test(file))
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

/** Folder of a handler → what in its source proves the caller. */
const proofs: Record<string, RegExp> = {
  'app/api/auth': /NextAuth|authOptions|authHandler/,
  'app/api/cron': /cronRoute|bearer|isCronCall/i,
  'app/api/health': /./,
  'app/api/unread': /= quietMemberRoute\(/,
  'app/api/webhooks': /verif|signature/i,
  'app/(public)/postfach': /outbox/i,
  'app/(public)/angebote': /= publicRoute\(/,
  'app/sitemap.xml': /= publicRoute\(/,
  'app/robots.txt': /= publicRoute\(/,
  'app/.well-known/security.txt': /= publicRoute\(/,
  'app/admin': /= staffRoute\(/,
  'app/(member)': /= memberRoute\(/,
}

describe('every route handler has a proof of its caller (S-F3)', () => {
  test.each(handlers)('%s', (file) => {
    const proof = Object.entries(proofs).find(([folder]) => file.startsWith(`${folder}/`))
    expect(proof, 'name the folder and its proof in this test').toBeDefined()
    expect(readFileSync(file, 'utf8')).toMatch(proof?.[1] ?? /^$/)
  })
})
