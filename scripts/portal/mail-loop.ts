import { setTimeout } from 'node:timers/promises'
import { runDuty } from '@/lib/duties'
import { settings } from '@/lib/env'
import { lastLoop, sendLoop } from '@/lib/inbound/mail-loop'
import { drainNow } from '../lib/drain-now'
import { type Verb } from '../lib/verb'

/** How long a mail may be on its way while somebody looks, and how often the ways are read meanwhile. Seconds. */
const PATIENCE_S = 120
const EVERY_S = 5

export const verb: Verb = {
  summary: 'Sends the portal a mail to itself and waits until it comes back through a way in; 0 = back, 1 = not',
  usage: '',
  does: 'writes',
  sendsMail: true,
  options: {},
  run: async (ctx) => {
    const { outcome } = await sendLoop(ctx, settings())
    if (outcome === 'no-way') {
      console.error('No way back: set INBOUND_IMAP_URL, INBOUND_RESEND or INBOUND_PATTERN, and a transport that sends.')
      return 1
    }
    await runDuty('mail', 'operator')
    for (let waited = 0; waited < PATIENCE_S; waited += EVERY_S) {
      if (!(await drainNow())) return 1
      const loop = await lastLoop(ctx, { newest: true })
      if (loop?.backAt) {
        console.log(`Back after ${Math.round((loop.backAt.getTime() - loop.sentAt.getTime()) / 1000)} s`)
        return 0
      }
      await setTimeout(EVERY_S * 1_000)
    }
    console.error(`Not back after ${PATIENCE_S} s; /admin/posteingang shows it when it comes.`)
    return 1
  },
}
