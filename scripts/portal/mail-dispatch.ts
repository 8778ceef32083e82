import { runDuty } from '@/lib/duties'
import { type Verb } from '../lib/verb'

export const verb: Verb = {
  summary: 'Sends the mail that is due, as the scheduler does',
  usage: '',
  options: {},
  run: async () => {
    const counts = await runDuty('mail', 'operator')
    if ('running' in counts) {
      console.error('Another process is sending mail.')
      return 1
    }
    if ('closed' in counts) {
      console.error('The portal is closed after a restore; npm run portal -- erasures:replay opens it.')
      return 1
    }
    const { ended, ...sums } = counts
    console.log(
      `${Object.entries(sums)
        .map(([name, count]) => `${count} ${name}`)
        .join(', ')}; ended: ${ended}`,
    )
    return sums.failed === 0 ? 0 : 1
  },
}
