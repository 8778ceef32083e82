import { type Clock, systemClock } from './clock'
import { type Database, database, isOwnDatabase } from './db/client'
import { type PrismaClient } from './db/generated/client'
import { type Role } from './db/generated/enums'
import { settings } from './env'

/**
 * Who acts. Verbs check it where it matters and write it into the audit row. `role`: what this session may do, a role of staff only with a
 * proved second factor (S-A8); lib/auth turns it into powers.
 */
export type Actor =
  | { kind: 'visitor' }
  | { kind: 'member'; accountId: string; role: Role; sessionId: string }
  | { kind: 'system'; duty: string }
  | { kind: 'operator' }

/** What outgoing mail needs to know about the portal; the transport itself belongs to the dispatcher. */
export type MailIdentity = {
  /** Origin for links, without a trailing slash. */
  appUrl: string
  /** From header. */
  from: string
  /** See lib/env.ts. */
  returnPattern?: string
  replyPattern?: string
  authservIds?: readonly string[]
}

/** First argument of every verb. */
export type PortalContext = {
  db: Database
  now: Clock
  actor: Actor
  mail: MailIdentity
}

/** The context of this process for an actor. A command may take its time (db/limits.ts). */
export function portalContext(actor: Actor, now: Clock = systemClock): PortalContext {
  const { appUrl, mail } = settings()
  const { db } = database(actor.kind === 'operator' ? 'duty' : 'page')
  const { from, returnPattern, replyPattern, authservIds } = mail
  return { db, now, actor, mail: { appUrl, from, returnPattern, replyPattern, authservIds } }
}

/** The same for work that looks at every account: its statements may take as long as those of a duty. */
export function forLongWork(ctx: PortalContext): PortalContext {
  return isOwnDatabase(ctx.db) ? { ...ctx, db: database('duty').db } : ctx
}

/**
 * Runs `work` in one transaction (READ COMMITTED): the change, its audit row and its queued mail stand or fall
 * together. Inside a running transaction it joins that transaction. No HTTP and no hashing inside.
 */
export async function inTransaction<T>(
  ctx: PortalContext,
  work: (tx: PortalContext) => Promise<T>,
  { timeoutMs = 15_000 }: { timeoutMs?: number } = {},
): Promise<T> {
  if (!('$transaction' in ctx.db)) return work(ctx)
  return (ctx.db as PrismaClient).$transaction((db) => work({ ...ctx, db }), { timeout: timeoutMs, maxWait: 5_000 })
}
