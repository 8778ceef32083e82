import { forecast } from '@/lib/lifecycle/forecast'
import { text, UsageError, type Verb } from '../lib/verb'

const LONGEST = 366

export const verb: Verb = {
  summary: 'Notices and erasures that become due on each of the next days (DS-05)',
  usage: '[--days 30]',
  does: 'reads',
  options: { days: { type: 'string', default: '30' } },
  run: async (ctx, values) => {
    const days = Number(text(values, 'days'))
    if (!Number.isInteger(days) || days < 1 || days > LONGEST)
      throw new UsageError(`--days is a number from 1 to ${LONGEST}`)
    console.log('Day         Notices  Erasures')
    for (const { day, notices, erasures } of await forecast(ctx, days)) {
      console.log(`${day}${String(notices).padStart(9)}${String(erasures).padStart(10)}`)
    }
    return 0
  },
}
