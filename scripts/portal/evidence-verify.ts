import { readFileSync } from 'node:fs'
import { type EvidenceProblem, evidenceFingerprint, verifyEvidence } from '@/lib/accountability/evidence-package'
import { text, UsageError, type Verb } from '../lib/verb'

const words: Record<EvidenceProblem['problem'], (what: string) => string> = {
  'no-package': () => 'This file is no evidence package.',
  'signature-wrong': () => 'The signature does not fit the sums: the package was changed.',
  'other-key': (key) =>
    `Signed with another key (fingerprint ${key}): not issued by this portal with its present secret.`,
  'file-missing': (file) => `${file} is missing.`,
  'file-changed': (file) => `${file} was changed after it was signed.`,
  'file-not-signed': (file) => `${file} was added: it is not signed.`,
}

export const verb: Verb = {
  summary: 'Proves that an evidence package for the supervisory authority is what this portal has issued',
  usage: 'FILE',
  does: 'reads',
  options: {},
  takesFile: true,
  run: async (_, values) => {
    const file = text(values, 'file')
    if (!file) throw new UsageError('Which file?')
    const problems = verifyEvidence(readFileSync(file))
    for (const each of problems) {
      console.error(words[each.problem]('file' in each ? each.file : 'fingerprint' in each ? each.fingerprint : ''))
    }
    if (problems.length > 0) return 1
    console.log(`The evidence package is genuine (key ${evidenceFingerprint()}).`)
    return 0
  },
}
