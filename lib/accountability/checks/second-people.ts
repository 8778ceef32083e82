import { INDEPENDENCE_PERIOD } from '../../auth/limits'
import { Prisma } from '../../db/generated/client'
import { releasesSql } from '../../four-eyes/releases'

/**
 * Roles and second factors of the record that no two people gave, changed or reset (DS-06, decision 0047), until two people do it anew. One is
 * enough where it is the command line (the first admin and approver come from there), a role that ends because nobody used it, the proof of
 * the mailbox by whoever sets a new password, and everybody for the own factor.
 */
export const powersAlone = Prisma.sql`FROM (
  WITH given AS (
    SELECT e.seq, e.act, e.subject_id, CASE
      WHEN e.actor_kind = 'operator' THEN true
      WHEN e.act = 'account.role-changed' AND e.actor_kind = 'system'
        THEN coalesce(e.details ->> 'to' = 'member' AND e.details ->> 'reason' = 'idle', false)
      WHEN e.act = 'factor.reset' AND e.actor_kind = 'visitor' THEN NOT e.details ? 'changeId'
      ELSE EXISTS (SELECT FROM audit_event asked
        WHERE asked.act = 'team.change-requested' AND asked.details ->> 'changeId' = e.details ->> 'changeId'
          AND asked.seq < e.seq AND asked.subject_id = e.subject_id
          AND asked.actor_kind = 'staff' AND e.actor_kind = 'staff' AND asked.actor_id <> e.actor_id
          AND e.subject_id::text NOT IN (asked.actor_id, e.actor_id)
          AND CASE e.act WHEN 'factor.reset' THEN asked.details ->> 'kind' = 'factor-reset'
            ELSE asked.details ->> 'kind' = 'role' AND asked.details ->> 'to' = e.details ->> 'to' END)
      END AS is_by_two
    FROM audit_event e WHERE e.act IN ('account.role-changed', 'factor.reset'))
  SELECT 1 FROM given g WHERE NOT g.is_by_two AND NOT EXISTS (
    SELECT FROM given later WHERE later.subject_id = g.subject_id AND later.act = g.act AND later.seq > g.seq AND later.is_by_two)
  UNION ALL
  SELECT 1 FROM audit_event e WHERE e.act IN ('factor.added', 'factor.removed', 'factor.recovery-codes-issued')
    AND e.actor_id IS DISTINCT FROM e.subject_id::text
  UNION ALL
  SELECT 1 FROM staff_change c WHERE c.decision = 'released' AND (c.decided_by IS NULL
    OR c.decided_by IN (c.prepared_by, c.account_id) OR c.prepared_by = c.account_id)) alone`

/** Acts released by somebody whom their first person had appointed, or given a new second factor, shortly before (decision 0047). */
export const dependentReleases = Prisma.sql`FROM (${releasesSql}) act WHERE EXISTS (
  SELECT FROM staff_change s WHERE s.account_id = act.decided_by AND s.decision = 'released' AND act.prepared_by IN (s.prepared_by, s.decided_by)
    AND s.decided_at <= act.decided_at AND s.decided_at > act.decided_at - make_interval(secs => ${INDEPENDENCE_PERIOD}))`
