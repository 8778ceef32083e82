import { expect, test } from 'vitest'
import { sendContactMessage } from '@/lib/contact/send-contact-message'
import { operator } from '@/lib/operator'
import { testContext } from '../support/context'

const message = {
  name: 'Erika Muster',
  email: 'erika@beispiel.de',
  subject: 'Auskunft',
  message: 'Was ist gespeichert?',
}

test('DS-12: a message from the contact form goes to the operator, who can answer the sender', async () => {
  const ctx = testContext()
  expect(await sendContactMessage(ctx, message)).toEqual({ outcome: 'queued' })
  const mails = await ctx.db.outgoingMail.findMany({
    select: { template: true, recipient: true, accountId: true, props: true },
  })
  expect(mails).toEqual([
    {
      template: 'contact-message',
      recipient: operator().email,
      accountId: null,
      props: {
        name: 'Erika Muster',
        replyTo: 'erika@beispiel.de',
        subject: 'Auskunft',
        message: 'Was ist gespeichert?',
      },
    },
  ])
})

test('the address entered gets no mail: it may be a stranger’s', async () => {
  const ctx = testContext()
  await sendContactMessage(ctx, message)
  expect(await ctx.db.outgoingMail.count({ where: { recipient: message.email } })).toBe(0)
})
