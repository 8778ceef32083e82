import { rename } from 'node:fs/promises'
import path from 'node:path'
import { makePrivateFolder, openPrivate } from '../private-files'
import { composeRaw } from './compose'
import { type Answer, type MailTransport, type Message } from './transport'

/** Folder of the local outbox, one file for each mail. */
export function outboxFolder(dataDir: string): string {
  return path.join(dataDir, 'outbox')
}

/**
 * Local outbox: each mail becomes a file, and /postfach shows it. The name is made of the instant and the id, so files
 * sort by time and a repeated attempt replaces its own file instead of adding one.
 */
export function outboxTransport(dataDir: string): MailTransport {
  const folder = outboxFolder(dataDir)
  return {
    name: 'outbox',
    batchSize: 1,
    // A repeated attempt replaces its own file.
    remembersKeys: true,
    parallel: 4,
    send: (messages) => Promise.all(messages.map((message) => store(folder, message))),
    close: async () => {},
  }
}

async function store(folder: string, message: Message): Promise<Answer> {
  const stamp = message.preparedAt.toISOString().replace(/[-:.]/g, '')
  const file = path.join(folder, `${stamp}-${message.messageId.replace(/[^\w-]/g, '_')}.eml`)
  try {
    makePrivateFolder(folder)
    const { raw } = await composeRaw(message, message.preparedAt)
    await writeWhole(file, raw)
    return { outcome: 'accepted', providerId: null }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error'
    return { outcome: 'unavailable', cause: 'server-trouble', error: `outbox ${code}`, pauseMs: 60_000 }
  }
}

/** Readers see the whole file or none. */
async function writeWhole(file: string, content: Buffer): Promise<void> {
  const draft = `${file}.${process.pid}.part`
  const handle = await openPrivate(draft, 'w')
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, file)
}
