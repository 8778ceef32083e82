import { settings } from '@/lib/env'
import { replayErasures } from '@/lib/erasure/replay-erasures'
import { text, UsageError, type Verb } from '../lib/verb'

export const verb: Verb = {
  summary: 'After a restore: repeats the erasures of the file, makes void what came back, and opens the portal (DS-04)',
  usage: '[FILE] [--accept-incomplete] [--accept-unproven]',
  does: 'writes',
  options: { 'accept-incomplete': { type: 'boolean' }, 'accept-unproven': { type: 'boolean' } },
  takesFile: true,
  run: async (ctx, values) => {
    const file = text(values, 'file') ?? settings().erasuresLog
    if (!file) throw new UsageError('erasures:replay needs the FILE of the erasures')
    const result = await replayErasures(ctx, {
      file,
      acceptIncomplete: values['accept-incomplete'] === true,
      acceptUnproven: values['accept-unproven'] === true,
    })
    switch (result.outcome) {
      case 'nothing-to-do':
        console.log('The portal is open, and every erasure of the file is done.')
        return 0
      case 'no-file':
        console.error(`There is no file ${file}. If no account was ever erased, an empty file says so.`)
        return 1
      case 'incomplete':
        console.error(
          `${file} lacks ${result.lacking} erasures that the backup knows: it is not the whole file. Find the newest one, or open the portal all the same with --accept-incomplete.`,
        )
        return 1
      case 'foreign':
        console.error(
          `${file} belongs to another database. If you know better, --accept-unproven believes it; whoever stands in it is erased.`,
        )
        return 1
      case 'unproven':
        console.error(
          `${file} has ${result.lines} erasures that the secret of this portal does not prove. Name the secret of that time in NEXTAUTH_SECRET_OLD, or believe them with --accept-unproven.`,
        )
        return 1
      case 'reopened': {
        const { outcome: _, ...counts } = result
        console.log(
          `The portal is open: ${Object.entries(counts)
            .map(([name, count]) => `${count} ${name}`)
            .join(', ')}`,
        )
        return 0
      }
    }
  },
}
