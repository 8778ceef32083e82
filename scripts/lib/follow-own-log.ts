import { existsSync } from 'node:fs'
import { settings } from '@/lib/env'
import { followErasureLog } from '@/lib/erasure-watch'

/**
 * A command makes no file of erasures where no server runs: they would lie on whatever machine it is called from. The servers write the line
 * within a minute. A file that is there is kept and compared as they do it (DS-04).
 */
export function followOwnLog(): void {
  const current = settings()
  if (current.erasuresLog && !existsSync(current.erasuresLog)) current.erasuresLog = undefined
  else followErasureLog()
}
