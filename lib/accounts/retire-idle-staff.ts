import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { endAllSessions, isAdmittedSql } from '../auth/sessions'
import { codesOf, roleLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowsOf } from '../db/rows'
import { creditIsOverSql } from '../outages'
import { tellTeamChange } from './tell-team-change'

/** Days after which staff who do not sign in lose their rights (DS-06). The account stays, as a member's. */
export const IDLE_STAFF_PERIOD = 90

const retireIdleStaffRow = z.strictObject({ id: z.string(), role: z.enum(codesOf(roleLabels)) })

/**
 * Housekeeping: takes the role of staff who neither signed in nor got their role within the period. Of the admins and of the
 * approvers the one who signed in last stays, else nobody could give rights any more: of those who may sign in at all, if there is one.
 * Returns how many were retired.
 */
export function retireIdleStaff(ctx: PortalContext): Promise<{ retiredStaff: number }> {
  return inTransaction(ctx, async (tx) => {
    const since = new Date(tx.now().getTime() - IDLE_STAFF_PERIOD * 86_400_000)
    const isCredited = creditIsOverSql(Prisma.sql`active_at`, IDLE_STAFF_PERIOD, tx.now())
    // Locked in the order of setRole: a role given at the same moment is seen, and one admin stays.
    await tx.db.$queryRaw`SELECT id FROM account WHERE role <> 'member' ORDER BY id FOR UPDATE`
    const retired = await rowsOf(tx, retireIdleStaffRow)`
      WITH staff AS (
        SELECT a.id, a.role, ${isAdmittedSql} AS may_act, greatest(a.last_login_at, a.registered_at, (
          SELECT max(e.at) FROM audit_event e WHERE e.subject_id = a.id AND e.act = 'account.role-changed')) AS active_at
        FROM account a WHERE a.role <> 'member'
      ), idle AS (
        SELECT id, role FROM staff WHERE active_at < ${since} AND ${isCredited}
          AND id <> ALL (SELECT DISTINCT ON (role) id FROM staff WHERE role IN ('admin', 'approver')
            ORDER BY role, may_act DESC, active_at DESC, id)
      )
      UPDATE account a SET role = 'member' FROM idle WHERE a.id = idle.id RETURNING a.id, idle.role`
    for (const { id, role } of retired) {
      await endAllSessions(tx, id)
      await recordEvent(tx, 'account.role-changed', {
        subjectId: id,
        details: { from: role, to: 'member', reason: 'idle' },
      })
      await tellTeamChange(tx, { accountId: id, stage: 'done', role: 'member' })
    }
    return { retiredStaff: retired.length }
  })
}
