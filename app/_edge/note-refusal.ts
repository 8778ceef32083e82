import { recordRefusal } from '@/lib/auth/record-refusal'
import { currentMember } from '@/lib/auth/session'
import { reportError } from '@/lib/report-error'
import { type Refused } from '@/lib/result'
import { contextOf } from './context-of'

/** Writes down who was refused at an entrance of staff; visitors are nobody, and sent to the sign-in. The answer is the same either way. */
export async function noteRefusal(entrance: string | undefined, { reason }: Refused): Promise<void> {
  try {
    const member = entrance && (await currentMember())
    if (member) await recordRefusal(contextOf(member), { entrance, reason })
  } catch (error) {
    reportError(error, 'refusal')
  }
}
