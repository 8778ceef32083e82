import { type Verb } from '../lib/verb'

export const verb: Verb = {
  summary: 'Applies missing migrations and publishes the first policy version where there is none (DS-01)',
  usage: '',
  options: {},
  run: async () => {
    // The command line has done it already, as it does before every verb.
    console.log('The database is up to date.')
    return 0
  },
}
