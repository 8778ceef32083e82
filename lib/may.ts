import { z } from 'zod'
import { rolesOf, type StaffRight, type StaffRole } from './auth/permissions'
import { type Actor, type PortalContext } from './context'
import { Prisma } from './db/generated/client'
import { anyRow, rowOf } from './db/rows'
import { isShownSql, mayActSql } from './db/standing'
import { Refused } from './result'

type Person = Extract<Actor, { kind: 'member' }>

/**
 * The second lock (DS-06): the edge has let somebody in, the verb asks again whether this actor may do this, before anything else. Every verb
 * that a page, action or route reaches begins with one of these, or stands on the list of open verbs (tests/architecture/may.test.ts). All of
 * them throw Refused.
 */
export const may = {
  /** A member, for themself: everything is asked for and done for nobody but who is signed in. Returns whose account it is. */
  member({ actor }: PortalContext): string {
    if (actor.kind !== 'member') throw new Refused('member')
    return actor.accountId
  },

  /** The owner of this account; with `right` also staff who have it. */
  own({ actor }: PortalContext, accountId: string, right?: StaffRight): void {
    const isOwner = actor.kind === 'member' && actor.accountId === accountId
    if (!isOwner && !(right && hasRight(actor, right))) throw new Refused('owner')
  },

  /** A person of staff whom lib/auth/permissions.ts names for this page, act or file. Returns who it is. */
  staff({ actor }: PortalContext, right: StaffRight): Person {
    if (!hasRight(actor, right)) throw new Refused('role')
    return actor
  },

  /** The same for what the portal also does by itself, or the operator by the command line. */
  staffOrPortal({ actor }: PortalContext, right: StaffRight): void {
    if (!isPortal(actor) && !hasRight(actor, right)) throw new Refused('role')
  },

  /**
   * The same in the transaction of an act of weight: the row of the person is locked and read, so that a role that is taken away, or a
   * suspension, while the act is under way either waits for it or stops it. A kind of act by two people names its roles.
   */
  async staffNow(tx: PortalContext, right: StaffRight | readonly StaffRole[]): Promise<Person> {
    const { actor } = tx
    if (actor.kind !== 'member' || actor.role === 'member') throw new Refused('role')
    await tx.db.$queryRaw`SELECT 1 FROM account WHERE id = ${actor.accountId}::uuid FOR SHARE`
    // A statement of its own: it sees what whoever held the row has just committed, a suspension as well as another role.
    const row = await rowOf(tx, standingRow)`
      SELECT role::text AS role, ${mayActSql(Prisma.sql`account.id`)} AS "mayAct" FROM account WHERE id = ${actor.accountId}::uuid`
    if (!row?.mayAct || !rolesOf(right).some((role) => role === row.role)) throw new Refused('role')
    return actor
  },

  /**
   * Whoever shows something to others: verified by staff (DS-07), and neither suspended nor sealed meanwhile; the row is locked against
   * erasure until the transaction ends. Returns who it is.
   */
  async shown(tx: PortalContext): Promise<string> {
    const accountId = may.member(tx)
    const isShown = await anyRow(tx)`
      SELECT 1 FROM account a WHERE a.id = ${accountId}::uuid AND ${isShownSql} FOR KEY SHARE OF a`
    if (!isShown) throw new Refused('unverified')
    return accountId
  },
}

/**
 * Is a person of staff still who the guard let in? For the audit record, because no act goes without its row. A statement of its own, so
 * that it sees what has been committed since; without a lock, so that nobody waits in a circle. Everybody else passes. Throws Refused.
 */
export async function requireStill({ db, actor }: PortalContext): Promise<void> {
  if (actor.kind !== 'member' || actor.role === 'member') return
  const isStill = await anyRow({ db })`
    SELECT 1 FROM account WHERE id = ${actor.accountId}::uuid AND role = ${actor.role}::role
      AND ${mayActSql(Prisma.sql`account.id`)}`
  if (!isStill) throw new Refused('role')
}

/**
 * Does this session look behind the content of others: at what is hidden, reported or not released (DS-07)? Whoever reads cases of the
 * moderation, with a proved second factor: without one the actor has no role of staff (S-A8).
 */
export function looksBehind({ actor }: PortalContext): boolean {
  return hasRight(actor, '/admin/moderation')
}

const standingRow = z.strictObject({ role: z.string(), mayAct: z.boolean() })

function hasRight(actor: Actor, right: StaffRight): actor is Person {
  return actor.kind === 'member' && rolesOf(right).some((role) => role === actor.role)
}

function isPortal({ kind }: Actor): boolean {
  return kind === 'system' || kind === 'operator'
}
