import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Outcome } from '../result'
import { type DissectedMail, mailLimits } from './mail-types'

/** Time for one message, and memory of the thread in megabytes. */
const TIME_MS = 5_000
const MEMORY_MB = 256

type Answer = { id: number; mail?: DissectedMail; problem?: string }
/** `ready`: the thread has loaded what it needs; time counts from then on. */
type Reader = {
  thread: Worker
  ready: Promise<unknown>
  waiting: Map<number, (answer: Answer) => void>
  lastId: number
}

let reader: Reader | undefined

/**
 * Reads a message in a thread of its own: whoever writes mail decides how long that takes, and pages must not wait for it (DS-06). A thread
 * that takes too long or too much memory is ended; the message is `unreadable`, the next one gets a new thread.
 */
export async function readMail(
  raw: Uint8Array,
  { size = raw.length, timeMs = TIME_MS }: { size?: number; timeMs?: number } = {},
): Promise<Outcome<'read', { mail: DissectedMail }> | Outcome<'unreadable', { problem: string }>> {
  reader ??= startReader()
  const answer = await ask(reader, raw, size, timeMs)
  if (answer.mail) return { outcome: 'read', mail: answer.mail }
  return { outcome: 'unreadable', problem: answer.problem ?? 'not parsed' }
}

/** The thread ends with the process; for tests and commands that are done. */
export async function stopReadingMail(): Promise<void> {
  const thread = reader?.thread
  reader = undefined
  await thread?.terminate()
}

async function ask(used: Reader, raw: Uint8Array, size: number, timeMs: number): Promise<Answer> {
  used.lastId += 1
  const id = used.lastId
  await used.ready
  return new Promise((resolve) => {
    const late = setTimeout(() => giveUp(used, { id, problem: 'too slow' }), timeMs)
    used.waiting.set(id, (answer) => {
      clearTimeout(late)
      resolve(answer)
    })
    const isOversized = size > mailLimits.whole
    // Copied: of a view the thread would get all that lies behind it.
    const read = isOversized ? new Uint8Array(raw.subarray(0, mailLimits.beginning)) : raw
    used.thread.postMessage({ id, raw: read, isOversized })
  })
}

function startReader(): Reader {
  const file = path.join(process.cwd(), 'lib/inbound/mail-parser.ts')
  const thread = new Worker(/* turbopackIgnore: true */ file, {
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  })
  thread.unref()
  const waiting: Reader['waiting'] = new Map()
  const ready = new Promise((resolve) => waiting.set(0, resolve))
  const made: Reader = { thread, ready, waiting, lastId: 0 }
  thread.on('message', (answer: Answer) => {
    made.waiting.get(answer.id)?.(answer)
    made.waiting.delete(answer.id)
  })
  thread.on('error', () => giveUp(made, { id: 0, problem: 'out of memory' }))
  return made
}

/** Ends the thread; whatever else it was reading is read anew by whoever asked (crash-safe), so it is answered alike. */
function giveUp(used: Reader, { problem }: Answer): void {
  if (reader === used) reader = undefined
  used.thread.terminate().catch(() => undefined)
  for (const [id, tell] of used.waiting) tell({ id, problem })
  used.waiting.clear()
}
