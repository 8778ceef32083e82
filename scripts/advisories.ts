import { parseArgs } from 'node:util'
import { type Answer, askRegistry, lockedPackages, lookOffline } from './lib/advisories'

/**
 * `npm run advisories`: do the locked versions have known faults (ASVS 15.1.1, 15.2.1)? Exit codes: 0 none are known, 1 some are, 2 nobody
 * could look.
 */
const HELP = `npm run advisories                   asks the registry (npm audit)
npm run advisories -- --osv FOLDER   looks into the unpacked OSV database for npm (osv-vulnerabilities.storage.googleapis.com/npm/all.zip)
Exit codes: 0 no known fault, 1 known faults, 2 could not look.`

const { values } = parseArgs({ options: { osv: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
if (values.help) {
  console.log(HELP)
  process.exit(0)
}
process.exit(tell(values.osv ? lookOffline(values.osv, lockedPackages()) : askRegistry()))

function tell(answer: Answer): number {
  if (answer.outcome === 'could-not-look') {
    console.error(
      `Could not look for advisories (${answer.reason}). Nobody knows whether the locked versions have known faults.`,
    )
    console.error('Offline: npm run advisories -- --osv FOLDER with the OSV database for npm.')
    return 2
  }
  for (const { name, version, id, summary } of answer.found) console.log(`${name} ${version}: ${id} ${summary}`)
  console.log(`${answer.found.length} known faults (${answer.source})`)
  return answer.found.length > 0 ? 1 : 0
}
