import { z } from 'zod'
import { inTransaction, type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { reportError } from '../report-error'
import { askedRegistration, registerAddress } from './register-member'
import { sendResetLinkTo } from './request-password-reset'

/**
 * Answers those who asked with an address, in their order: each in one transaction with the row that goes (DS-03, DS-06). Any number of
 * servers may do it at once; one that fails waits for the next run and keeps nobody else waiting. Returns how many; throws at the end if
 * some failed, so that staff hear of it.
 */
export async function answerAsked(ctx: PortalContext): Promise<{ answered: number }> {
  const failed: string[] = []
  let answered = 0
  while ((await answerNext(ctx, failed)).outcome === 'done') answered += 1
  if (failed.length > 0) throw new Error(`${failed.length} of ${answered} answers failed`)
  return { answered }
}

const foundRow = z.strictObject({ id: z.string(), email: z.string(), registration: askedRegistration.nullable() })

async function answerNext(ctx: PortalContext, failed: string[]): Promise<{ outcome: 'done' | 'none' }> {
  let id: string | undefined
  try {
    return await inTransaction(ctx, async (tx) => {
      const row = await rowOf(tx, foundRow)`
        DELETE FROM asked_address WHERE id = (
          SELECT id FROM asked_address WHERE id <> ALL(${failed}::uuid[]) ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id, email, registration`
      if (!row) return { outcome: 'none' }
      id = row.id
      if (row.registration) await registerAddress(tx, row.registration)
      else await sendResetLinkTo(tx, row.email)
      return { outcome: 'done' }
    })
  } catch (error) {
    if (!id) throw error
    reportError(error, 'an answer to somebody who asked with an address')
    failed.push(id)
    return { outcome: 'done' }
  }
}
