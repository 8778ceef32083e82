import { parentPort } from 'node:worker_threads'
import { dissectMail, UnreadableMail } from './dissect-mail.ts'

/** Told once, when everything is loaded. */
const READY = 0

/** The thread that reads messages (read-mail.ts); Node.js runs this file as it stands. */
parentPort?.on('message', async ({ id, raw, isOversized }: { id: number; raw: Uint8Array; isOversized: boolean }) => {
  try {
    parentPort?.postMessage({ id, mail: await dissectMail(raw, { isOversized }) })
  } catch (error) {
    parentPort?.postMessage({ id, problem: error instanceof UnreadableMail ? error.message : 'not parsed' })
  }
})

parentPort?.postMessage({ id: READY })
