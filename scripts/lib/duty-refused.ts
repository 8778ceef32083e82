import { type DutyRefusal } from '@/lib/duties'
import { type DutyCounts } from '@/lib/duty-steps'
import { otherSchema } from './other-schema'

/** Says in one line why a duty was not done; false if it was. */
export function isRefused(result: DutyCounts | DutyRefusal): result is DutyRefusal {
  if ('running' in result) console.error('Another process is at this work.')
  else if ('closed' in result)
    console.error('The portal is closed after a restore; npm run portal -- erasures:replay opens it.')
  else if ('databaseIs' in result) console.error(otherSchema(result.databaseIs as 'behind' | 'newer'))
  else return false
  return true
}
