import { z } from 'zod'
import { memberStateSql } from '../accounts/member-state'
import { nameOfStaff, recordLook } from '../accounts/name-members'
import { SECOND_PERSON_PERIOD } from '../auth/limits'
import { type BulkActState, type BulkKind, codesOf, memberGroupLabels, memberStateLabels } from '../codes'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { isUuid } from '../fields'
import { may } from '../may'

export type ListedBulkAct = {
  id: string
  kind: BulkKind
  reason: string
  state: BulkActState
  chosen: number
  members: number
  preparedAt: Date
  preparedBy: string
  /** Who the second person checks; undefined in the list, null: gone. */
  preparedByName?: string | null
  decidedAt: Date | null
  finishedAt: Date | null
  /** Until when it can be released. */
  releaseBy: Date
  done: number
  changed: number
  postponed: number
  failed: number
}

export type BulkPreview = {
  act: ListedBulkAct
  /** Whom it still is to reach: by group and by state, and some of them by name. */
  groups: z.output<typeof groupRow>[]
  states: z.output<typeof stateRow>[]
  sample: z.output<typeof sampleRow>[]
}
const groupRow = z.strictObject({ group: z.enum(codesOf(memberGroupLabels)), members: z.number() })
const stateRow = z.strictObject({ state: z.enum(codesOf(memberStateLabels)), members: z.number() })
const sampleRow = z.strictObject({
  id: z.string(),
  surname: z.string(),
  givenName: z.string(),
  organisation: z.string().nullable(),
})

const MOST = 100
const SAMPLE = 20

/** Acts on many members, the newest first. */
export async function listBulkActs(ctx: PortalContext): Promise<ListedBulkAct[]> {
  may.staff(ctx, '/admin/mitglieder/sammelvorgaenge')
  const rows = await ctx.db.bulkAct.findMany({ orderBy: [{ preparedAt: 'desc' }, { id: 'desc' }], take: MOST })
  return rows.map((row) => listed(ctx, row))
}

/** What both people see before they decide; the look at those shown by name is recorded (S-D8). */
export async function viewBulkAct(ctx: PortalContext, { actId }: { actId: string }): Promise<BulkPreview | undefined> {
  may.staff(ctx, '/admin/mitglieder/sammelvorgaenge')
  if (!isUuid(actId)) return undefined
  const row = await ctx.db.bulkAct.findUnique({ where: { id: actId } })
  if (!row) return undefined
  const [groups, states, sample] = await Promise.all([
    rowsOf(ctx, groupRow)`
      SELECT a.member_group::text AS group, count(*)::int AS members FROM bulk_act_target t JOIN account a ON a.id = t.account_id
      WHERE t.act_id = ${actId}::uuid GROUP BY a.member_group ORDER BY members DESC, 1`,
    rowsOf(ctx, stateRow)`
      SELECT state, count(*)::int AS members FROM (SELECT ${memberStateSql} AS state
        FROM bulk_act_target t JOIN account a ON a.id = t.account_id WHERE t.act_id = ${actId}::uuid) AS each
      GROUP BY state ORDER BY members DESC, 1`,
    rowsOf(ctx, sampleRow)`
      SELECT a.id, a.surname, a.given_name AS "givenName", a.organisation FROM bulk_act_target t JOIN account a ON a.id = t.account_id
      WHERE t.act_id = ${actId}::uuid ORDER BY md5(t.id::text) LIMIT ${SAMPLE}`,
  ])
  await recordLook(ctx, { shown: sample.map(({ id }) => id), reason: 'administration' })
  return {
    act: { ...listed(ctx, row), preparedByName: await nameOfStaff(ctx, row.preparedBy) },
    groups,
    states,
    sample,
  }
}

type Row = Awaited<ReturnType<PortalContext['db']['bulkAct']['findMany']>>[number]

function listed(ctx: PortalContext, row: Row): ListedBulkAct {
  const releaseBy = new Date((row.submittedAt ?? row.preparedAt).getTime() + SECOND_PERSON_PERIOD * 1000)
  return { ...row, kind: row.kind as BulkKind, releaseBy, state: stateOf(row, releaseBy < ctx.now()) }
}

function stateOf({ decision, submittedAt, finishedAt, stoppedBy }: Row, isTooLate: boolean): BulkActState {
  if (decision === 'rejected') return 'rejected'
  if (decision === 'released') return stoppedBy ? 'stopped' : finishedAt ? 'finished' : 'running'
  if (decision === 'expired' || isTooLate) return 'expired'
  return submittedAt ? 'waits' : 'preview'
}
