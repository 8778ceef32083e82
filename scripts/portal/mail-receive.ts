import { buffer } from 'node:stream/consumers'
import { isClosed } from '@/lib/closure'
import { mailHooks } from '@/lib/duties'
import { receiveMail } from '@/lib/inbound/receive-mail'
import { type Verb } from '../lib/verb'

/** EX_TEMPFAIL (sysexits.h): the mail server keeps the message and brings it again. A refusal would answer to a sender who may be forged. */
const TRY_LATER = 75

export const verb: Verb = {
  summary:
    'Takes one raw message from standard input, as a mail server hands it over (pipe); 0 = recorded, 75 = bring it again',
  usage: '[--recipient ADDRESS] [--sender ADDRESS]',
  does: 'writes',
  options: { recipient: { type: 'string' }, sender: { type: 'string' } },
  run: async (ctx, { recipient, sender }) => {
    try {
      const envelope = {
        ...(typeof recipient === 'string' && { to: [recipient] }),
        ...(typeof sender === 'string' && { from: sender }),
      }
      const raw = await buffer(process.stdin)
      // After a restore nothing is taken before the erasures have been replayed (DS-04).
      if (raw.length === 0 || (await isClosed(ctx))) return TRY_LATER
      const received = await receiveMail(ctx, { raw, envelope, receivedAt: ctx.now(), way: 'pipe' }, mailHooks)
      if (received.outcome === 'not-yet-known') return TRY_LATER
      console.log(received.outcome === 'recorded' ? received.class : received.outcome)
      return 0
    } catch (error) {
      console.error(`mail:receive: ${error instanceof Error ? error.name : 'unknown'}`)
      return TRY_LATER
    }
  },
}
