import { type ContentDescription } from '../content'
import { type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { topicPath } from './addresses'
import { describePostWhere } from './describe-post'

/** A topic for pages outside of the forum: its title and its first post. Members see what is open, moderators everything. */
export async function describeTopic(ctx: PortalContext, id: string): Promise<ContentDescription | undefined> {
  const found = await describePostWhere(ctx, Prisma.sql`t.id = ${id}::uuid AND p.number = 1`)
  return found && { ...found, path: topicPath(id) }
}
