import { type PortalContext } from '../context'
import { type MailboxSettings } from '../env'
import { type MailHooks } from '../mail/hooks'
import { FILED_DAYS } from '../mail/tidy-inbound'
import { type Listed, type Mailbox, MailboxError, openMailbox } from './open-mailbox'
import { receiveMail, recordUnheard } from './receive-mail'
import { folderWay } from './ways'

/** Messages, and bytes, of one batch: what is fetched at once and filed at once. */
const BATCH = { messages: 50, bytes: 20_000_000 }
type Taken = 'recorded' | 'known' | 'unheard' | 'gone' | 'later'

/** `isDrained`: everything that had arrived when the reading began is recorded. */
export type Drained = { recorded: number; known: number; unheard: number; isDrained: boolean }

/**
 * Reads a folder of the portal's mailbox to its end, or until its time is over (DS-05, DS-11, DS-12). A message is marked and moved only when it
 * is recorded, so whoever is killed loses nothing and counts nothing twice. A message that the server does not hand out waits for staff; the
 * next ones go on. Throws MailboxError when the server is away: then nothing is known of the rest, and the folder counts as unread.
 */
export async function drainMailbox(
  ctx: PortalContext,
  { mailbox, folder, hooks, until }: { mailbox: MailboxSettings; folder: string; hooks: MailHooks; until: number },
): Promise<Drained> {
  const name = folderWay(mailbox, folder)
  const way = await ctx.db.inboundWay.findUniqueOrThrow({ where: { name } })
  const began = ctx.now()
  let box = await openMailbox(mailbox, folder)
  const { uidValidity } = box
  const counts: Drained = { recorded: 0, known: 0, unheard: 0, isDrained: true }
  // Another validity: the server counts anew, everything is looked at again, and what is known is known by its hash.
  let lastUid = way.uidValidity === uidValidity ? Number(way.lastUid) : 0
  // What has to come again, and everything behind it, is looked at again.
  let comesAgain = false
  try {
    for (const batch of batchesOf(await box.list(lastUid))) {
      counts.isDrained = ctx.now().getTime() < until
      if (!counts.isDrained) break
      const raws = await readBatch(batch)
      const filed: number[] = []
      for (const message of batch) {
        const what = await take(message, raws.get(message.uid))
        if (what === 'recorded' || what === 'known') filed.push(message.uid)
        if (what === 'later') comesAgain = true
        else if (what !== 'gone') counts[what] += 1
        if (!comesAgain) lastUid = message.uid
      }
      if (filed.length > 0) await box.file(filed)
      await ctx.db.inboundWay.update({ where: { name }, data: { uidValidity, lastUid }, select: { name: true } })
    }
    if (comesAgain) counts.isDrained = false
    if (counts.isDrained) {
      await ctx.db.inboundWay.update({ where: { name }, data: { drainedAt: began }, select: { name: true } })
      await box.removeFiled(new Date(began.getTime() - FILED_DAYS * 86_400_000))
    }
    return counts
  } finally {
    box.close()
  }

  /** One after the other if they do not come together: one message must not keep the others. */
  async function readBatch(batch: Listed[]): Promise<Map<number, Buffer>> {
    const together = await tryRead(batch)
    if (together) return together
    const found = new Map<number, Buffer>()
    for (const message of batch) {
      const alone = (await tryRead([message])) ?? (await tryRead([message]))
      for (const [uid, raw] of alone ?? []) found.set(uid, raw)
    }
    // A server that hands out nothing at all is in trouble, not its messages.
    if (found.size === 0) throw new MailboxError('hands-out-nothing')
    return found
  }

  async function tryRead(messages: Listed[]): Promise<Map<number, Buffer> | undefined> {
    try {
      return await box.read(messages)
    } catch {
      // A server that is away says so here.
      box = await openMailbox(mailbox, folder)
      return undefined
    }
  }

  async function take({ uid, size, arrivedAt }: Listed, raw: Buffer | undefined): Promise<Taken> {
    const receivedAt = arrivedAt && arrivedAt < began ? arrivedAt : began
    if (!raw) {
      if (!(await stands(box, uid))) return 'gone'
      const source = `${name}, UID ${uid} (${uidValidity})`
      await recordUnheard(ctx, { way: 'imap', source, receivedAt, rule: 'not-handed-out' })
      return 'unheard'
    }
    const received = await receiveMail(ctx, { raw, size, envelope: {}, receivedAt, way: 'imap' }, hooks)
    if (received.outcome === 'not-yet-known') return 'later'
    return received.outcome === 'duplicate' ? 'known' : 'recorded'
  }
}

async function stands(box: Mailbox, uid: number): Promise<boolean> {
  return (await box.list(uid - 1)).some((message) => message.uid === uid)
}

function* batchesOf(messages: Listed[]): Generator<Listed[]> {
  let batch: Listed[] = []
  let bytes = 0
  for (const message of messages) {
    if (batch.length > 0 && (batch.length === BATCH.messages || bytes + message.size > BATCH.bytes)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(message)
    bytes += message.size
  }
  if (batch.length > 0) yield batch
}
