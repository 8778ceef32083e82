import { drainNow } from '../lib/drain-now'
import { type Verb } from '../lib/verb'

export const verb: Verb = {
  summary: 'Reads the mailbox of the portal, and what Resend took for it, to the end, as the scheduler does',
  usage: '',
  does: 'writes',
  options: {},
  run: async () => {
    const counts = await drainNow()
    if (!counts) return 1
    console.log(
      Object.entries(counts)
        .map(([name, count]) => `${count} ${name}`)
        .join(', ') || 'No way in is set (INBOUND_IMAP_URL, INBOUND_RESEND)',
    )
    return 0
  },
}
