import { expect, test } from 'vitest'
import { recordEvent } from '@/lib/audit/record-event'
import { testContext } from '../support/context'

test('each test begins with empty tables, the append-only ones too (first half)', async () => {
  const ctx = testContext()
  expect(await ctx.db.auditEvent.count()).toBe(0)
  await recordEvent(ctx, 'account.registered')
  expect((await ctx.db.auditEvent.findFirst())?.seq).toBe(1n)
})

test('each test begins with empty tables, the append-only ones too (second half)', async () => {
  const ctx = testContext()
  expect(await ctx.db.auditEvent.count()).toBe(0)
  await recordEvent(ctx, 'account.registered')
  expect((await ctx.db.auditEvent.findFirst())?.seq).toBe(1n)
})
