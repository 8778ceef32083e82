import { loadProfile } from '../accounts/load-profile'
import { type ProfileChange } from '../accounts/schema'
import { updateProfile } from '../accounts/update-profile'
import { memberGroupLabels, type ProfileField, profileFieldLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { dayOfSqlDate } from '../dates'
import { queueMail } from '../mail/queue-mail'
import { may } from '../may'
import { lockOpenRequest } from './lock-open-request'
import { settleRequest } from './settle-request'

type Rectification = ProfileChange & { requestId: string; note?: string }

/**
 * Staff enter what the person wants corrected (GDPR Art. 16; DS-04), once the person has confirmed the request through the stored
 * address. The mandatory fields stay complete, as when the member changes them. The person is told field by field what was
 * changed, and the request is closed. `seen` as in update-profile.ts.
 */
export function rectifyAccount(
  ctx: PortalContext,
  { requestId, note, seen, ...given }: Rectification,
): Promise<{ outcome: 'rectified' | 'unchanged' | 'stale' | 'not-confirmed' | 'not-open' }> {
  may.staff(ctx, 'rectifyData')
  return inTransaction(ctx, async (tx) => {
    const request = await lockOpenRequest(tx, requestId)
    if (request?.kind !== 'rectification') return { outcome: 'not-open' }
    if (!request.identityConfirmedAt) return { outcome: 'not-confirmed' }
    const { accountId, receivedOn } = request
    const stored = await loadProfile(tx, accountId)
    const changed = fields.filter((field) => stored?.[field] !== given[field])
    if (changed.length === 0) return { outcome: 'unchanged' }
    const { outcome } = await updateProfile(tx, { accountId, seen, ...given })
    if (outcome !== 'saved') return { outcome: outcome === 'gone' ? 'not-open' : outcome }
    await queueMail(tx, {
      template: 'request-rectified',
      accountId,
      props: {
        caseId: requestId,
        receivedOn: dayOfSqlDate(receivedOn),
        changes: changed.map((field) => `${profileFieldLabels[field]}: ${textOf(field, given)}`),
        ...(note ? { note } : {}),
      },
    })
    // What the data are now stands in the account; the request remembers which of them were changed.
    const labels = changed.map((field) => profileFieldLabels[field]).join(', ')
    const answer = `Berichtigt: ${labels}${note ? `\n\n${note}` : ''}`
    await settleRequest(tx, { requestId, outcome: 'carried-out', answer })
    return { outcome: 'rectified' }
  })
}

const fields = Object.keys(profileFieldLabels) as ProfileField[]

function textOf(field: ProfileField, given: Omit<ProfileChange, 'seen'>): string {
  return field === 'memberGroup' ? memberGroupLabels[given.memberGroup] : (given[field] ?? 'entfernt')
}
