import { randomUUID } from 'node:crypto'
import { inTransaction, type PortalContext } from '../context'
import { type Prisma } from '../db/generated/client'
import { takeTurnOfDay } from '../duty-steps'
import { type Settings } from '../env'
import { queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { operator } from '../operator'
import { type Outcome } from '../result'
import { returnAddress } from '../return-keys'
import { configuredWays } from './ways'

/** A self-test that has not come back for so long is lost. Hours. */
export const LOOP_HOURS = 6

/** `late`: sent, not back yet, and its time is over. */
export type LoopState = { sentAt: Date; backAt: Date | null; state: 'back' | 'under-way' | 'late' }

/**
 * Sends the portal a mail to itself: it leaves as every mail does and comes back as a report would (DS-05). `no-way`: nothing is set by which it
 * could come back, or nothing leaves at all.
 */
export async function sendLoop(
  ctx: PortalContext,
  settings: Pick<Settings, 'inbound' | 'mail'>,
): Promise<Outcome<'sent' | 'no-way'>> {
  may.staffOrPortal(ctx, 'sendMailLoop')
  return inTransaction(ctx, (tx) => queueLoop(tx, settings))
}

/** Housekeeping: once a day. */
export async function sendDailyLoop(
  ctx: PortalContext,
  settings: Pick<Settings, 'inbound' | 'mail'>,
): Promise<{ loopsSent: number }> {
  return inTransaction(ctx, async (tx) => {
    if (!(await takeTurnOfDay(tx, 'mail-loop'))) return { loopsSent: 0 }
    return { loopsSent: (await queueLoop(tx, settings)).outcome === 'sent' ? 1 : 0 }
  })
}

async function queueLoop(
  tx: PortalContext,
  { inbound, mail }: Pick<Settings, 'inbound' | 'mail'>,
): Promise<Outcome<'sent' | 'no-way'>> {
  const pattern = mail.replyPattern
  // Reports go to a keyed address where there are any; else to the mailbox that people write to.
  const recipient = pattern ? returnAddress(pattern, { kind: 'bounce', id: randomUUID() }) : operator().email
  const isHeard = pattern !== undefined || configuredWays(inbound).length > 0
  if (!isHeard || !recipient || mail.transport === 'outbox') return { outcome: 'no-way' }
  const { id } = await queueMail(tx, { template: 'mail-loop', recipient, props: { at: tx.now().toISOString() } })
  await tx.db.inboundLoop.create({ data: { id, sentAt: tx.now() }, select: { id: true } })
  return { outcome: 'sent' }
}

/** A self-test has come back; in the transaction of its record. */
export async function recordLoop(tx: PortalContext, id: string): Promise<void> {
  await tx.db.inboundLoop.updateMany({ where: { id, backAt: null }, data: { backAt: tx.now() } })
}

/** The last self-test that says anything, else the one that is under way; `newest`: the last one, whatever it says. */
export async function lastLoop(ctx: PortalContext, { newest = false } = {}): Promise<LoopState | undefined> {
  may.staffOrPortal(ctx, '/admin/posteingang')
  const isOver = new Date(ctx.now().getTime() - LOOP_HOURS * 3_600_000)
  const find = (where: Prisma.InboundLoopWhereInput) =>
    ctx.db.inboundLoop.findFirst({ where, orderBy: { sentAt: 'desc' }, select: { sentAt: true, backAt: true } })
  const said = newest ? null : await find({ OR: [{ backAt: { not: null } }, { sentAt: { lt: isOver } }] })
  const loop = said ?? (await find({}))
  if (!loop) return undefined
  return { ...loop, state: loop.backAt ? 'back' : loop.sentAt < isOver ? 'late' : 'under-way' }
}
