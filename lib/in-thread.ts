import path from 'node:path'
import { Worker } from 'node:worker_threads'

/** No work of the portal takes longer, and none needs more memory. */
const LONGEST_MS = 60_000
const MOST_MEGABYTES = 512

/**
 * Does long work in a thread of its own, which ends with it: the thread that answers everybody goes on meanwhile (S-L2, DS-06). `file`: the
 * program of the thread, which Node.js runs as it stands (lib/…-thread.ts); its one message is the answer. Throws what the thread throws.
 */
export function inThread<T>(file: string, input: unknown): Promise<T> {
  const program = path.join(/* turbopackIgnore: true */ process.cwd(), file)
  const thread = new Worker(/* turbopackIgnore: true */ program, {
    workerData: input,
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  })
  const late = setTimeout(() => void thread.terminate(), LONGEST_MS)
  return new Promise<T>((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', () => reject(new Error(`no answer from ${file}`)))
  }).finally(() => clearTimeout(late))
}
