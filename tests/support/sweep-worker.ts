import { frozenClock } from '@/lib/clock'
import { portalContext } from '@/lib/context'
import { sweep } from '@/lib/lifecycle/sweep'

/** A sweep in a process of its own, to be killed (tests/faults/lifecycle-crash.test.ts). NOW sets its clock. */
const now = new Date(process.env.NOW ?? '')
const result = await sweep(portalContext({ kind: 'system', duty: 'lifecycle' }, frozenClock(now)), {
  trigger: 'cron',
  readDatabaseClock: async () => now,
})
console.log(JSON.stringify(result))
process.exit(0)
