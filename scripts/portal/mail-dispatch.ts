import { settings } from '@/lib/env'
import { lifecycleMailHooks } from '@/lib/lifecycle/mail-hooks'
import { dispatchMail } from '@/lib/mail/dispatch-mail'
import { openTransport } from '@/lib/mail/open-transport'
import { type Verb } from '../lib/verb'

/** Real time for one call; what is left goes out with the next. */
const BUDGET_MS = 10 * 60_000

export const verb: Verb = {
  summary: 'Sends the mail that is due, as the server does every minute',
  usage: '',
  options: {},
  run: async (ctx) => {
    const transport = openTransport(settings())
    try {
      const { ended, ...counts } = await dispatchMail(ctx, {
        transport,
        hooks: lifecycleMailHooks,
        budgetMs: BUDGET_MS,
      })
      const sums = Object.entries(counts).map(([name, count]) => `${count} ${name}`)
      console.log(`${sums.join(', ')}; ended: ${ended}`)
      return counts.failed === 0 ? 0 : 1
    } finally {
      await transport.close()
    }
  },
}
