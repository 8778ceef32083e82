import { settings } from '@/lib/env'
import { type Verb } from '../lib/verb'

export const verb: Verb = {
  summary: 'Prints the address of the running database, with its password',
  usage: '',
  does: 'reads',
  options: {},
  isBystander: true,
  run: async () => {
    console.log(settings().databaseUrl)
    return 0
  },
}
