import { setTimeout } from 'node:timers/promises'
import { runDuty } from '@/lib/duties'
import { failedSteps } from '@/lib/duty-steps'
import { isRefused } from './duty-refused'

/** A server that reads at this moment is done soon; a killed one keeps its lease for half a minute. */
const PATIENCE_S = 40

/** Reads every way in now; undefined = it could not, and has said why. */
export async function drainNow(): Promise<Record<string, unknown> | undefined> {
  let counts = await runDuty('inbound', 'operator')
  for (let waited = 0; 'running' in counts && waited < PATIENCE_S; waited++) {
    await setTimeout(1_000)
    counts = await runDuty('inbound', 'operator')
  }
  if (isRefused(counts)) return undefined
  const failed = failedSteps(counts)
  if (failed.length === 0) return counts
  console.error(`Failed: ${failed.join(', ')}`)
  return undefined
}
