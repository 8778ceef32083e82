import { readdir, rm } from 'node:fs/promises'
import { type PortalContext } from '../context'
import { lastDayOf } from '../dates'
import { newestVersion } from '../policies/published-versions'
import { fileOf } from './log-files'

/**
 * Deletes the files of the access log that the period of the newest policy version is over for (DS-02): with P7D today's file and the six
 * before it stay, so that no line gets older than seven days. Days are UTC. Every server does it for its own files.
 */
export async function removeOldFiles(ctx: PortalContext, folder: string): Promise<{ logFiles: number }> {
  const days = (await readdir(folder).catch(() => [])).flatMap(
    (name) => /^(\d{4}-\d\d-\d\d)\.log$/.exec(name)?.[1] ?? [],
  )
  if (days.length === 0) return { logFiles: 0 }
  const { accessLogPeriod } = await newestVersion(ctx)
  const today = ctx.now().toISOString().slice(0, 10)
  const old = days.filter((day) => lastDayOf(day, accessLogPeriod) <= today)
  for (const day of old) await rm(fileOf(folder, day), { force: true })
  return { logFiles: old.length }
}
