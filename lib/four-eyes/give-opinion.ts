import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { type OpinionStance, type OpinionSubject, opinionSubjectLabels } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { Prisma } from '../db/generated/client'
import { rowOf } from '../db/rows'
import { isUuid } from '../fields'
import { alertStaff } from '../mail/alert-staff'
import { may } from '../may'

const foundRow = z.strictObject({ path: z.string() })

/** Where each kind of act stands, and the page that shows it. */
const places: Record<OpinionSubject, { table: string; path: Prisma.Sql }> = {
  'bulk-act': { table: 'bulk_act', path: Prisma.sql`'/admin/mitglieder/sammelvorgaenge/' || id` },
  hold: { table: 'hold_request', path: Prisma.sql`'/admin/mitglieder/' || account_id` },
  disclosure: { table: 'disclosure', path: Prisma.sql`'/admin/herausgabe/' || id` },
  'staff-change': { table: 'staff_change', path: Prisma.sql`'/admin/team'` },
  'stopped-run': { table: 'sweep_run', path: Prisma.sql`'/admin/inaktivitaet'` },
  'policy-draft': { table: 'policy_version', path: Prisma.sql`'/admin/datenschutzerklaerung/entwurf'` },
  'chain-loss': { table: 'chain_loss', path: Prisma.sql`'/admin/nachweis'` },
}

/**
 * The data protection officer says what is to be said about an act that waits for an approver (GDPR Art. 39(1)); it stays beside the act and in
 * the record, and decides nothing (Art. 38(6)). Whoever objects is heard at once: the approvers get a mail. Returns the page of the act.
 */
export function giveOpinion(
  ctx: PortalContext,
  { about, actId, stance, text }: { about: OpinionSubject; actId: string; stance: OpinionStance; text: string },
): Promise<{ outcome: 'given'; path: string } | { outcome: 'unknown-act' }> {
  return inTransaction(ctx, async (tx) => {
    const { accountId: givenBy } = await may.staffNow(tx, 'giveOpinion')
    const path = await pathOf(tx, about, actId)
    if (!path) return { outcome: 'unknown-act' }
    await tx.db.opinion.create({
      data: { about, actId, stance, text, givenAt: tx.now(), givenBy },
      select: { id: true },
    })
    const subjectId = isUuid(actId) ? actId : undefined
    await recordEvent(tx, 'opinion.given', { subjectId, details: { act: about, decision: stance } })
    if (stance === 'objects')
      await alertStaff(tx, {
        headline: 'Einspruch der Datenschutzbeauftragten Person',
        lines: [
          `Es geht um: ${opinionSubjectLabels[about]}. Bitte lesen Sie die Stellungnahme, bevor Sie entscheiden.`,
        ],
        path,
        roles: ['approver'],
      })
    return { outcome: 'given', path }
  })
}

async function pathOf(tx: PortalContext, about: OpinionSubject, actId: string): Promise<string | undefined> {
  const { table, path } = places[about]
  if (about !== 'policy-draft' && !isUuid(actId)) return undefined
  const isIt = about === 'policy-draft' ? Prisma.sql`number::text = ${actId}` : Prisma.sql`id = ${actId}::uuid`
  const row = await rowOf(tx, foundRow)`SELECT ${path} AS path FROM ${Prisma.raw(table)} WHERE ${isIt}`
  return row?.path
}
