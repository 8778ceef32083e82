import { demoLines } from '../lib/demo-lines'
import { prepareDatabase } from '../lib/prepare-database'
import { type Verb } from '../lib/verb'

export const verb: Verb = {
  summary: 'Applies missing migrations and publishes the first policy version where there is none (DS-01)',
  usage: '',
  does: 'migrates',
  options: {},
  run: async () => {
    for (const line of demoLines(await prepareDatabase(console.error))) console.error(line)
    console.log('The database is up to date.')
    return 0
  },
}
