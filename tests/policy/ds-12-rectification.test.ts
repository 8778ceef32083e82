import { beforeEach, describe, expect, test } from 'vitest'
import { closeRequest } from '@/lib/access-requests/close-request'
import { confirmRequest } from '@/lib/access-requests/confirm-request'
import { requestsOf } from '@/lib/access-requests/list-requests'
import { openRequest } from '@/lib/access-requests/open-request'
import { rectifyAccount } from '@/lib/access-requests/rectify-account'
import { loadProfile } from '@/lib/accounts/load-profile'
import { rectificationSchema } from '@/lib/accounts/schema'
import { type RequestKind } from '@/lib/codes'
import { aMember, secretFromMail } from '../support/cast'
import { as, asSelf, testContext } from '../support/context'
import { emptyOutbox, readMail, sendMail } from '../support/outbox'

/** GDPR Art. 16 and 12(4) (DS-04, DS-12): what staff correct on request, and what they say when they do not do what was asked. */
beforeEach(emptyOutbox)

async function aRequest(kind: RequestKind, { confirmed = true } = {}) {
  const ctx = testContext()
  const staff = await aMember(ctx, { role: 'admin' })
  const admin = as(ctx, { kind: 'member', accountId: staff.accountId, role: 'admin', sessionId: staff.accountId })
  const member = await aMember(ctx, { surname: 'Mustre' })
  const { accountId, email } = member
  const opened = await openRequest(admin, { accountId, kind, receivedOn: '2026-11-20' })
  if (opened.outcome !== 'opened') throw new Error(opened.outcome)
  const template = kind === 'erasure' ? 'erasure-request-identity' : 'request-received'
  if (confirmed) await confirmRequest(ctx, { secret: await secretFromMail(ctx, accountId, template) })
  const { seen = '' } = (await loadProfile(asSelf(ctx, accountId), accountId)) ?? {}
  return { ctx, admin, accountId, email, requestId: opened.requestId, seen }
}

const right = {
  surname: 'Muster',
  givenName: 'Erika',
  memberGroup: 'company',
  organisation: 'Glaswerk GmbH',
  position: 'Ausbildung',
} as const

describe('rectification on request', () => {
  test('changes the data, tells the person field by field, records it without the data, and closes the request', async () => {
    const { ctx, admin, accountId, email, requestId, seen } = await aRequest('rectification')
    const rectified = await rectifyAccount(admin, { requestId, seen, ...right, note: 'Wie auf Ihrem Schreiben.' })
    expect(rectified).toEqual({ outcome: 'rectified' })
    expect(await loadProfile(asSelf(ctx, accountId), accountId)).toMatchObject(right)
    await sendMail(ctx)
    const [mail] = await readMail({ to: email })
    expect(mail?.subject).toMatch(/^Wir haben Ihre Daten berichtigt \(Vorgang [\dA-F]{4}-[\dA-F]{4}\)$/)
    for (const line of ['Name: Muster', 'Nutzergruppe: Unternehmen', 'Unternehmen/Institution: Glaswerk GmbH'])
      expect(mail?.text).toContain(line)
    expect(mail?.text).not.toContain('Vorname:')
    expect(mail?.text).toContain('Wie auf Ihrem Schreiben.')
    const event = await ctx.db.auditEvent.findFirstOrThrow({ where: { act: 'account.profile-updated' } })
    expect(event).toMatchObject({ actorKind: 'staff', subjectId: accountId })
    expect(JSON.stringify(event.details)).not.toContain('Muster')
    expect(await requestsOf(admin, accountId)).toMatchObject([
      { state: 'carried-out', answer: expect.stringContaining('Berichtigt: Name, Nutzergruppe') },
    ])
    expect(await rectifyAccount(admin, { requestId, seen, ...right })).toEqual({ outcome: 'not-open' })
  })

  test('the mandatory fields stay complete (DS-04)', () => {
    const form = { ...right, requestId: crypto.randomUUID(), seen: 'x', note: '' }
    expect(rectificationSchema.safeParse(form).success).toBe(true)
    for (const field of ['surname', 'givenName', 'memberGroup', 'organisation', 'position']) {
      expect(rectificationSchema.safeParse({ ...form, [field]: ' ' }).success, field).toBe(false)
    }
  })

  test('not before the person has confirmed, not for another request, not over a change by the member meanwhile', async () => {
    const early = await aRequest('rectification', { confirmed: false })
    expect(await rectifyAccount(early.admin, { requestId: early.requestId, seen: early.seen, ...right })).toEqual({
      outcome: 'not-confirmed',
    })
    const other = await aRequest('access')
    expect(await rectifyAccount(other.admin, { requestId: other.requestId, seen: other.seen, ...right })).toEqual({
      outcome: 'not-open',
    })
    const { ctx, admin, requestId } = await aRequest('rectification')
    expect(await rectifyAccount(admin, { requestId, seen: 'former', ...right })).toEqual({ outcome: 'stale' })
    expect(await ctx.db.outgoingMail.count({ where: { template: 'request-rectified' } })).toBe(0)
  })

  test('nothing to change is said, and the request stays open', async () => {
    const { admin, ctx, accountId, requestId, seen } = await aRequest('rectification')
    const { surname, givenName, memberGroup, organisation, position } = (await loadProfile(
      asSelf(ctx, accountId),
      accountId,
    )) as never
    const same = { surname, givenName, memberGroup, organisation, position }
    expect(await rectifyAccount(admin, { requestId, seen, ...same })).toEqual({ outcome: 'unchanged' })
    expect(await requestsOf(admin, accountId)).toMatchObject([{ state: 'waits-for-staff' }])
  })

  test('only staff who handle requests', async () => {
    const { ctx, requestId, seen } = await aRequest('rectification')
    await expect(async () => rectifyAccount(ctx, { requestId, seen, ...right })).rejects.toThrow('refused')
  })
})

describe('a request that is not granted (Art. 12(4))', () => {
  test.each(['erasure', 'access', 'objection', 'complaint'] as const)(
    '%s refused: the person gets the reasons, the authority and the court',
    async (kind) => {
      const { ctx, admin, email, requestId } = await aRequest(kind, { confirmed: false })
      await closeRequest(admin, {
        requestId,
        outcome: 'refused',
        ground: 'excessive',
        reason: 'Das Anliegen kam schon dreimal.',
      })
      await sendMail(ctx)
      const mails = await readMail({ to: email })
      const mail = mails.find(({ subject }) => subject.includes('was wir nicht tun können'))
      expect(mail?.text).toContain('Das Anliegen kam schon dreimal.')
      expect(mail?.text).toContain('Art. 12 Abs. 5 DSGVO')
      expect(mail?.text).toContain('Aufsichtsbehörde für den Datenschutz')
      expect(mail?.text).toContain('Art. 77 DSGVO')
      expect(mail?.text).toContain('Art. 79 DSGVO')
    },
  )

  test('withdrawn: a confirmation, because it may have been somebody else; the note of staff stays inside', async () => {
    const { ctx, admin, email, requestId } = await aRequest('access', { confirmed: false })
    await closeRequest(admin, { requestId, outcome: 'withdrawn', reason: 'Anruf von Frau Muster' })
    expect(await closeRequest(admin, { requestId, outcome: 'withdrawn', reason: 'noch einmal' })).toEqual({
      outcome: 'not-open',
    })
    await sendMail(ctx)
    const withdrawn = (await readMail({ to: email })).filter(({ subject }) =>
      subject.startsWith('Ihr Anliegen ist beendet'),
    )
    expect(withdrawn).toHaveLength(1)
    expect(withdrawn[0]?.text).not.toContain('Anruf')
    expect(withdrawn[0]?.text).toContain('Haben Sie das nicht getan?')
  })
})
