import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { settings } from '@/lib/env'
import { printFindings } from '../lib/print-findings'
import { text, UsageError, type Verb } from '../lib/verb'

export const verb: Verb = {
  summary: 'Reads a backup back into a scratch database and says what it holds and lacks; 1 = it is none (DS-04)',
  usage: 'FILE [--identity FILE] [--json]',
  does: 'reads',
  options: { identity: { type: 'string' }, json: { type: 'boolean' } },
  takesFile: true,
  run: async (ctx, values) => {
    const [file, identity] = [text(values, 'file'), text(values, 'identity')]
    if (!file || !existsSync(file))
      throw new UsageError(`backup:verify needs a backup FILE${file ? `; ${file} is none` : ''}`)
    if (identity && !existsSync(identity)) throw new UsageError(`--identity: there is no ${identity}`)
    const { examineBackup } = await import('@/lib/doctor/examine-backup')
    const scratch = mkdtempSync(path.join(tmpdir(), 'portal-backup-'))
    chmodSync(scratch, 0o711)
    try {
      const found = examineBackup(ctx, settings(), { file, identity, scratch })
      return await printFindings(found, { isJson: values.json === true })
    } finally {
      rmSync(scratch, { recursive: true, force: true })
    }
  },
}
