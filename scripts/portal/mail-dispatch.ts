import { setTimeout } from 'node:timers/promises'
import { runDuty } from '@/lib/duties'
import { failedSteps } from '@/lib/duty-steps'
import { isRefused } from '../lib/duty-refused'
import { type Verb } from '../lib/verb'

/** A server that sends at this moment is done soon; a killed one keeps its lease for half a minute. */
const PATIENCE_S = 40

export const verb: Verb = {
  summary: 'Sends the mail that is due, as the scheduler does',
  usage: '',
  does: 'writes',
  sendsMail: true,
  options: {},
  run: async () => {
    let counts = await runDuty('mail', 'operator')
    for (let waited = 0; 'running' in counts && waited < PATIENCE_S; waited++) {
      await setTimeout(1_000)
      counts = await runDuty('mail', 'operator')
    }
    if (isRefused(counts)) return 1
    const failed = failedSteps(counts)
    if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}`)
    const { ended, failedSteps: _, ...sums } = counts
    console.log(
      `${Object.entries(sums)
        .map(([name, count]) => `${count} ${name}`)
        .join(', ')}; ended: ${ended}`,
    )
    return sums.failed === 0 && failed.length === 0 ? 0 : 1
  },
}
