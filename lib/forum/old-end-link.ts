import { type PortalContext } from '../context'
import { isUuid } from '../fields'
import { type Ending } from '../mail/end-link'
import { type Outcome } from '../result'
import { keyedHashes } from '../secret-ring'

/**
 * Links in mails of earlier releases name a row of a subscription or a setting, not what it is about. `gone`: that row ended; whoever
 * subscribed again has another, of which the link knows nothing.
 */
export async function readOldEndLink(
  { db }: PortalContext,
  { id, token }: { id: string; token: string },
): Promise<Outcome<'found', { account: string; ending: Ending }> | Outcome<'gone' | 'unknown'>> {
  if (!isUuid(id) || !keyedHashes('forum-unsubscribe', id).includes(token)) return { outcome: 'unknown' }
  const setting = await db.forumSetting.findUnique({ where: { id }, select: { accountId: true } })
  if (setting) return { outcome: 'found', account: setting.accountId, ending: { kind: 'forum' } }
  const subscription = await db.forumSubscription.findUnique({
    where: { id },
    select: { accountId: true, topicId: true, categoryId: true },
  })
  if (!subscription) return { outcome: 'gone' }
  const { accountId, topicId, categoryId } = subscription
  const ending: Ending = topicId ? { kind: 'topic', id: topicId } : { kind: 'category', id: categoryId ?? undefined }
  return { outcome: 'found', account: accountId, ending }
}
