import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { compileReport } from '@/lib/access-requests/compile-report'
import { zipReport } from '@/lib/access-requests/zip-report'
import { issueEvidence } from '@/lib/accountability/evidence-package'
import { type PortalContext } from '@/lib/context'
import { releaseDisclosure } from '@/lib/disclosure/decide-disclosure'
import { fetchArchive } from '@/lib/disclosure/hand-over'
import { attachOrder, LONGEST_SCAN, prepareDisclosure } from '@/lib/disclosure/prepare-disclosure'
import { aMember, type CastMember } from '../support/cast'
import { asPortal, asSelf, testContext } from '../support/context'
import { longestHold } from '../support/held'
import { aStaff } from '../support/staff'

/** What takes long is done where nobody waits for it (DS-06, S-L2): archives, documents and reports as large as they may become. */
const LONGEST_HOLD = 50
const ctx = testContext()
let admin: PortalContext
let approver: PortalContext
let member: CastMember

beforeEach(async () => {
  admin = await aStaff(ctx, 'admin')
  approver = await aStaff(ctx, 'approver')
  member = await aMember(ctx)
})

describe('others go on meanwhile:', { timeout: 240_000 }, () => {
  const scan = Buffer.concat([Buffer.from('%PDF-1.7 '), randomBytes(LONGEST_SCAN - 9)])

  async function prepared(): Promise<string> {
    const order = {
      authority: 'Staatsanwaltschaft Erfurt',
      court: 'Amtsgericht Erfurt',
      fileNumber: '48 Gs 1234/26',
      orderedOn: '2026-11-20' as const,
      legalBasis: '§ 100j StPO',
      sought: member.email,
      scope: ['name' as const, 'email' as const],
    }
    const result = await prepareDisclosure(admin, order)
    if (result.outcome !== 'prepared') throw new Error(result.outcome)
    return result.disclosureId
  }

  test('the largest scan of an order is attached, packed and fetched', async () => {
    const ids = [await prepared(), await prepared(), await prepared()]
    let round = 0
    const attach = async () => {
      const disclosureId = ids[round++ % 3] ?? ''
      expect(await attachOrder(admin, { disclosureId, scan })).toEqual({ outcome: 'attached' })
    }
    const release = async () => {
      const disclosureId = ids[round++ % 3] ?? ''
      expect(await releaseDisclosure(approver, { disclosureId })).toMatchObject({ outcome: 'released' })
    }
    const fetch = async () =>
      expect(await fetchArchive(admin, { disclosureId: ids[round++ % 3] ?? '' })).toMatchObject({ outcome: 'found' })
    const holds = {
      attached: await longestHold(attach),
      released: await longestHold(release),
      fetched: await longestHold(fetch),
    }
    for (const [what, hold] of Object.entries(holds)) expect(hold, what).toBeLessThan(LONGEST_HOLD)
  })

  test('the evidence of ten years is drawn and packed', async () => {
    const period = { from: '2017-01-01', until: '2026-11-23' } as const
    const hold = await longestHold(() => issueEvidence(asPortal(ctx), period))
    expect(hold).toBeLessThan(LONGEST_HOLD)
  })

  test('the report of a member with thousands of rows is written and packed', async () => {
    await ctx.db.$executeRaw`
      INSERT INTO audit_event (actor_kind, act, subject_id, details, at)
      SELECT 'system', 'session.started', ${member.accountId}, '{}', now() FROM generate_series(1, 20000)`
    const hold = await longestHold(async () => {
      const report = await compileReport(asSelf(ctx, member.accountId), { accountId: member.accountId })
      if (report.outcome !== 'compiled') throw new Error(report.outcome)
      for await (const piece of zipReport(report.files, ctx.now())) expect(piece.length).toBeGreaterThanOrEqual(0)
    })
    expect(hold).toBeLessThan(LONGEST_HOLD)
  })
})
