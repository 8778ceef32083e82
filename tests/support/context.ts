import { frozenClock } from '@/lib/clock'
import { type Actor, type PortalContext } from '@/lib/context'
import { database } from '@/lib/db/client'

/** The instant at which tests live unless they say otherwise (13:00 in Berlin). */
export const TEST_NOW = new Date('2026-11-23T12:00:00Z')

/** A context on the worker's database whose clock stands still. */
export function testContext({
  now = TEST_NOW,
  actor = { kind: 'visitor' },
}: {
  now?: Date
  actor?: Actor
} = {}): PortalContext {
  return {
    db: database().db,
    now: frozenClock(now),
    actor,
    mail: { appUrl: 'http://portal.test', from: 'Portal <portal@portal.test>' },
  }
}

/** The same context at another instant. */
export function at(ctx: PortalContext, now: Date): PortalContext {
  return { ...ctx, now: frozenClock(now) }
}

/** The same context with another actor. */
export function as(ctx: PortalContext, actor: Actor): PortalContext {
  return { ...ctx, actor }
}

/** The same from an instant on, with a clock that runs as the real one does: no two looks at it see the same time. */
export function from(ctx: PortalContext, instant: Date): PortalContext {
  let looks = 0
  return { ...ctx, now: () => new Date(instant.getTime() + 3 * looks++) }
}

/** The same context with this member signed in. */
export function asSelf(ctx: PortalContext, accountId: string): PortalContext {
  return as(ctx, { kind: 'member', accountId, role: 'member', sessionId: crypto.randomUUID() })
}

/** The same context for the portal itself, at work on a duty. */
export function asPortal(ctx: PortalContext): PortalContext {
  return as(ctx, { kind: 'system', duty: 'test' })
}
