import { expect, test } from 'vitest'
import { queueMail } from '@/lib/mail/queue-mail'
import { openLinks, sealLinks } from '@/lib/mail/sealed-links'
import { aMember } from '../support/cast'
import { testContext } from '../support/context'
import { emptyOutbox, readMail, sendMail } from '../support/outbox'

/** A link that acts for whoever has it stands in the mail and nowhere else (DS-06). */
const ctx = testContext()

test('the queue holds no live link; the mail does', async () => {
  await emptyOutbox()
  const member = await aMember(ctx)
  await ctx.db.outgoingMail.deleteMany()
  const url = `http://portal.test/passwort-neu?token=${'t'.repeat(43)}`
  const props = { url, expiresAt: '2099-01-01T00:00:00Z' }
  await queueMail(ctx, { template: 'password-reset', accountId: member.accountId, props })
  const [row] = await ctx.db.$queryRaw<{ text: string }[]>`SELECT m::text AS text FROM outgoing_mail m`
  expect(row?.text).not.toMatch(/token|passwort-neu/)
  expect(row?.text).toContain('expiresAt')
  await sendMail(ctx)
  expect((await readMail({ to: member.email }))[0]?.text).toMatch(/passwort-neu\?token=[\w-]{43}/)
})

test('a link that was moved to another mail does not open: that mail fails alone', async () => {
  const [one, other] = [await aMember(ctx), await aMember(ctx)]
  await ctx.db.outgoingMail.deleteMany()
  const props = { url: 'http://portal.test/passwort-neu?token=geheim', expiresAt: '2099-01-01T00:00:00Z' }
  const { id } = await queueMail(ctx, { template: 'password-reset', accountId: one.accountId, props })
  await ctx.db.outgoingMail.update({ where: { id }, data: { accountId: other.accountId } })
  expect(await sendMail(ctx)).toMatchObject({ accepted: 0, failed: 1 })
  expect(await ctx.db.outgoingMail.findUnique({ where: { id } })).toMatchObject({ cause: 'not-rendered' })
})

test('what people write is no seal, and nothing but live links is sealed', () => {
  const mail = { recipient: 'a@b.test' }
  const props = { text: '{"sealed":"AAAA"}', lines: ['a'], n: 1, none: null, url: 'http://portal.test/admin?x=1' }
  expect(sealLinks(props, mail)).toEqual(props)
  expect(openLinks(props, mail)).toEqual(props)
  const live = { url: 'http://portal.test/x?token=1', refuseUrl: 'http://portal.test/y?a=1&token=2' }
  expect(JSON.stringify(sealLinks(live, mail))).not.toContain('portal.test')
  expect(openLinks(sealLinks(live, mail), mail)).toEqual(live)
})
