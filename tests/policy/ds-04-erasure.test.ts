import { expect, test } from 'vitest'
import { eraseAccount } from '@/lib/erasure/erase-account'
import { aMember } from '../support/cast'
import { testContext } from '../support/context'

test('erasing an account leaves a ledger row and one last mail', async () => {
  const ctx = testContext()
  const { accountId, email } = await aMember(ctx)
  expect(await eraseAccount(ctx, { accountId, reason: 'self' })).toEqual({ outcome: 'erased' })
  expect(await eraseAccount(ctx, { accountId, reason: 'self' })).toEqual({ outcome: 'already-gone' })
  expect(await ctx.db.account.count()).toBe(0)
  expect(await ctx.db.erasure.findMany()).toMatchObject([
    { accountId, reason: 'self', policyVersion: 1, counts: { account: 1, policy_acceptance: 1, outgoing_mail: 1, account_token: 1 } },
  ])
  expect(await ctx.db.outgoingMail.findMany()).toMatchObject([{ template: 'erased-self', recipient: email, accountId: null }])
})
