import { describe, expect, it } from 'vitest'
import { registerMember } from '@/lib/accounts/register-member'
import { registrationSchema } from '@/lib/accounts/schema'
import { governingVersion } from '@/lib/policies/governing-version'
import { acceptanceWording } from '@/lib/policies/record-acceptance'
import { aMember, aRegistration } from '../support/cast'
import { at, TEST_NOW, testContext } from '../support/context'

/** DS-01: who registers agrees to the policy; which version, when and in which wording is recorded. The link on every page: tests/e2e. */

describe('whoever registers', () => {
  it('agrees to the newest version, and version, time and wording are recorded', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    expect(await ctx.db.policyAcceptance.findMany({ where: { accountId } })).toMatchObject([
      {
        versionNumber: 1,
        acceptedAt: TEST_NOW,
        wording: 'Ich habe die Datenschutzerklärung (Fassung 1) gelesen und stimme ihr zu.',
      },
    ])
    expect(await governingVersion(ctx, accountId)).toMatchObject({ number: 1, since: TEST_NOW, reason: 'accepted' })
  })

  it('agrees to version 2 as soon as it is published, and nobody can agree to version 1 any more (S-E8)', async () => {
    const ctx = testContext()
    const seenBefore = await aRegistration(ctx)
    await publishSecondVersion()
    expect(await registerMember(ctx, seenBefore)).toEqual({ outcome: 'policy-changed', newest: 2 })
    expect(await ctx.db.account.count()).toBe(0)
    const { accountId } = await aMember(ctx)
    expect(await ctx.db.policyAcceptance.findMany({ where: { accountId } })).toMatchObject([
      { versionNumber: 2, wording: acceptanceWording(2) },
    ])
  })

  it.each([
    ['no tick', undefined],
    ['an empty tick', ''],
    ['"no"', 'no'],
    ['"on"', 'on'],
    ['two ticks', ['yes', 'yes']],
    ['true', true],
  ])('is refused with %s', (_, acceptPolicy) => {
    const parsed = registrationSchema.safeParse({ ...form, acceptPolicy })
    expect(parsed.error?.issues).toMatchObject([
      { path: ['acceptPolicy'], message: 'Stimmen Sie der Datenschutzerklärung zu, um sich zu registrieren.' },
    ])
  })

  it('is not refused with the tick', () => {
    expect(registrationSchema.safeParse({ ...form, acceptPolicy: 'yes' }).success).toBe(true)
  })
})

describe('the record of an agreement', () => {
  it('goes with the account, and the version stays', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    await ctx.db.account.delete({ where: { id: accountId } })
    expect(await ctx.db.policyAcceptance.count()).toBe(0)
    expect(await ctx.db.policyVersion.count()).toBe(1)
  })

  it('says what held at any later time: a year on, the same version still governs', async () => {
    const ctx = testContext()
    const { accountId } = await aMember(ctx)
    await publishSecondVersion()
    expect(await governingVersion(at(ctx, new Date('2028-01-01T00:00:00Z')), accountId)).toMatchObject({ number: 1 })
  })
})

const form = {
  surname: 'Muster',
  givenName: 'Erika',
  email: 'erika@beispiel.test',
  memberGroup: 'private_person',
  password: 'Rennsteig im Nebel 42',
  policyVersion: '1',
}

async function publishSecondVersion(): Promise<void> {
  const { db } = testContext()
  const { number: _, ...first } = await db.policyVersion.findUniqueOrThrow({ where: { number: 1 } })
  await db.policyVersion.create({ data: { ...first, number: 2, publishedAt: TEST_NOW } })
}
