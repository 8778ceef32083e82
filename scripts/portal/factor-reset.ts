import { resetFactors } from '@/lib/accounts/reset-factors'
import { emailField } from '@/lib/accounts/schema'
import { text, UsageError, type Verb } from '../lib/verb'

export const verb: Verb = {
  summary: 'Takes the lost second factor of an account away (DS-06); its owner sets up a new one',
  usage: '--email ADDRESS',
  does: 'writes',
  options: { email: { type: 'string' } },
  run: async (ctx, values) => {
    const email = emailField.safeParse(text(values, 'email') ?? '')
    if (!email.success) throw new UsageError('--email is not an address')
    const account = await ctx.db.account.findUnique({ where: { email: email.data }, select: { id: true } })
    const outcome = account ? (await resetFactors(ctx, { accountId: account.id })).outcome : 'no-factor'
    if (outcome === 'reset') console.log(`The second factor of ${email.data} is gone; open sessions have ended.`)
    else console.error(`${email.data} has no second factor.`)
    return outcome === 'reset' ? 0 : 1
  },
}
