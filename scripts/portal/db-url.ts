import { settings } from '@/lib/env'
import { type Verb } from '../lib/verb'

export const verb: Verb = {
  summary: 'Prints the address of the running database, with its password; --owner that of the owner of its tables',
  usage: '[--owner]',
  does: 'reads',
  options: { owner: { type: 'boolean' } },
  isBystander: true,
  run: async (_, { owner }) => {
    console.log(owner ? settings().databaseOwnerUrl : settings().databaseUrl)
    return 0
  },
}
