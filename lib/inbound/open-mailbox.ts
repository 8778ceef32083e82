import { type FetchMessageObject, ImapFlow } from 'imapflow'
import { type MailboxSettings } from '../env'
import { isLoopback } from '../loopback'
import { mailLimits } from './mail-types'

/** Each wait for the mail server. Milliseconds. */
const timeLimits = { connect: 20_000, answer: 60_000 }
/** Bytes of one answer: more than the largest message that is read whole. */
const LARGEST_ANSWER = mailLimits.whole + 100_000

/** `arrivedAt`: null where the server does not say. */
export type Listed = { uid: number; size: number; arrivedAt: Date | null }

/** An open folder of a mailbox. Everything fails with MailboxError; then the connection is gone, and nothing is known of the rest. */
export type Mailbox = {
  uidValidity: bigint
  /** Messages above this UID, in their order. */
  list(after: number): Promise<Listed[]>
  /** The messages as they are, by UID, of large ones the beginning; one that has gone meanwhile is missing. Marks nothing. */
  read(messages: readonly Listed[]): Promise<Map<number, Buffer>>
  /** Marks as seen and moves; false: the server does not let us, the messages stay. */
  file(uids: readonly number[]): Promise<boolean>
  /** Deletes from the folder of filed messages what arrived before. */
  removeFiled(before: Date): Promise<number>
  /** Resolves with the next sign of a new message, or after `ms`. */
  waitForNews(ms: number, signal: AbortSignal): Promise<void>
  close(): void
}

/** The mail server did not do what it was asked; names what, never a text of the server. */
export class MailboxError extends Error {
  override name = 'MailboxError'
  constructor(
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(`mailbox ${code}`, options)
  }
}

/** Connects, signs in and opens a folder; within limits of time, and never without TLS over a network (DS-06). */
export async function openMailbox(
  { host, port, isTls, user, password, doneFolder }: MailboxSettings,
  folder: string,
  limits: Partial<typeof timeLimits> = {},
): Promise<Mailbox> {
  const { connect, answer } = { ...timeLimits, ...limits }
  const client = new ImapFlow({
    host,
    port,
    secure: isTls,
    ...(isLoopback(host) ? {} : { doSTARTTLS: isTls ? undefined : true }),
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: connect,
    greetingTimeout: connect,
    socketTimeout: answer,
    maxLiteralSize: LARGEST_ANSWER,
    maxResponseSize: 2 * LARGEST_ANSWER,
  })
  // Stays for the life of the connection: without a listener a late error would end the process.
  client.on('error', () => undefined)
  const ask = <T>(what: string, work: Promise<T>, ms = answer) => within(client, what, work, ms)
  await ask('sign-in', client.connect(), connect + answer)
  const { uidValidity } = await ask('open', client.mailboxOpen(folder))
  return {
    uidValidity,
    list: (after) => ask('list', list(client, after), 5 * answer),
    read: (messages) => ask('read', read(client, messages)),
    file: (uids) => ask('file', file(client, uids, doneFolder), 5 * answer),
    removeFiled: (before) => ask('remove', removeFiled(client, doneFolder, before), 5 * answer),
    waitForNews: (ms, signal) => waitForNews(client, ms, signal),
    close: () => client.close(),
  }
}

/** A wait with an end: whoever takes too long has its connection closed. */
async function within<T>(client: ImapFlow, what: string, work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new MailboxError(`${what}-late`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } catch (error) {
    client.close()
    throw error instanceof MailboxError ? error : new MailboxError(what, { cause: error })
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined)
  }
}

async function list(client: ImapFlow, after: number): Promise<Listed[]> {
  const found: Listed[] = []
  const wanted = { uid: true, size: true, internalDate: true }
  // "n:*" names the last message as well, however low its UID.
  for await (const { uid, size = 0, internalDate } of client.fetch(`${after + 1}:*`, wanted, { uid: true }))
    if (uid > after) found.push({ uid, size, arrivedAt: instantOf(internalDate) })
  return found.sort((one, other) => one.uid - other.uid)
}

function instantOf(given: Date | string | undefined): Date | null {
  const instant = new Date(given ?? Number.NaN)
  return Number.isNaN(instant.getTime()) ? null : instant
}

async function read(client: ImapFlow, messages: readonly Listed[]): Promise<Map<number, Buffer>> {
  const found = new Map<number, Buffer>()
  const take = ({ uid, source }: FetchMessageObject) => {
    if (source) found.set(uid, source)
  }
  const isLarge = ({ size }: Listed) => size > mailLimits.whole
  const small = messages.filter((message) => !isLarge(message)).map(({ uid }) => uid)
  const fetch = async (uids: number[], source: true | { start: number; maxLength: number }) => {
    if (uids.length === 0) return
    for await (const message of client.fetch(uids.join(','), { uid: true, source }, { uid: true })) take(message)
  }
  await fetch(small, true)
  for (const { uid } of messages.filter(isLarge)) await fetch([uid], { start: 0, maxLength: mailLimits.beginning })
  return found
}

async function file(client: ImapFlow, uids: readonly number[], doneFolder: string): Promise<boolean> {
  const range = uids.join(',')
  await client.messageFlagsAdd(range, ['\\Seen'], { uid: true, silent: true })
  if (await client.messageMove(range, doneFolder, { uid: true })) return true
  const isMade = await client.mailboxCreate(doneFolder).then(
    () => true,
    () => false,
  )
  const isMoved = isMade && (await client.messageMove(range, doneFolder, { uid: true }))
  // A connection that is gone refuses as well.
  if (!isMoved && !client.usable) throw new MailboxError('lost')
  return Boolean(isMoved)
}

/** Leaves the folder of filed messages open: the last thing that is done with a connection. */
async function removeFiled(client: ImapFlow, doneFolder: string, before: Date): Promise<number> {
  try {
    await client.mailboxOpen(doneFolder)
  } catch (error) {
    if ((error as { mailboxMissing?: boolean }).mailboxMissing) return 0
    throw error
  }
  const old = await client.search({ before }, { uid: true })
  if (!Array.isArray(old) || old.length === 0) return 0
  return (await client.messageDelete(old, { uid: true })) ? old.length : 0
}

async function waitForNews(client: ImapFlow, ms: number, signal: AbortSignal): Promise<void> {
  if (!client.usable || signal.aborted) throw new MailboxError('lost')
  let timer: NodeJS.Timeout | undefined
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(resolve, ms)
      timer.unref()
      signal.addEventListener('abort', () => resolve(), { once: true })
      client.once('exists', () => resolve())
      client.once('close', () => reject(new MailboxError('lost')))
      client.idle().catch(() => reject(new MailboxError('idle')))
    })
  } finally {
    clearTimeout(timer)
  }
}
