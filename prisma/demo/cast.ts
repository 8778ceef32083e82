import { randomUUID } from 'node:crypto'
import { type PortalContext } from '@/lib/context'
import { demoPeople } from './read-demo'

/** Something that happened in the past of the demo. */
export type Event = { daysAgo: number; happens(then: PortalContext): Promise<unknown> }
/** Accounts of the demo people by address, as far as they have registered. */
export type Ids = Map<string, string>

export const ADMIN = 'katrin.hofmann@gfaw.example'
export const MODERATOR = 'miriam.vogel@gfaw.example'

export function idOf(ids: Ids, email: string): string {
  const id = ids.get(email)
  if (!id) throw new Error(`the demo person ${email} is not registered yet`)
  return id
}

/** What this person does at that time, with the role the person has. */
export function as(ids: Ids, then: PortalContext, email: string): PortalContext {
  const role = demoPeople.find((person) => person.email === email)?.role ?? 'member'
  return { ...then, actor: { kind: 'member', accountId: idOf(ids, email), role, sessionId: randomUUID() } }
}
