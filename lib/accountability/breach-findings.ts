import { recordEvent } from '../audit/record-event'
import { type BreachLoss, type BreachSource } from '../codes'
import { inTransaction, type PortalContext } from '../context'
import { may } from '../may'
import { lockOpenBreach } from './lock-breach'

/** What is known of a breach (Art. 33(3)); null: not yet. */
export type Finding = {
  losses: BreachLoss[]
  source: BreachSource
  happened: string | null
  nature: string
  personCategories: string | null
  persons: number | null
  recordCategories: string | null
  records: number | null
  consequences: string | null
  measures: string | null
}

/**
 * Records what is known by now, beside what was known before: nothing is overwritten (Art. 33(5)). `known` is how many findings whoever
 * writes has seen; `seen-an-older-one`: somebody has added to it meanwhile.
 */
export function recordFinding(
  ctx: PortalContext,
  { breachId, known, ...finding }: Finding & { breachId: string; known: number },
): Promise<{ outcome: 'recorded' | 'not-open' | 'seen-an-older-one' }> {
  return inTransaction(ctx, async (tx) => {
    const staff = await may.staffNow(tx, 'recordBreachFinding')
    if (!(await lockOpenBreach(tx, breachId))) return { outcome: 'not-open' }
    if ((await tx.db.breachFinding.count({ where: { breachId } })) !== known) return { outcome: 'seen-an-older-one' }
    const data = { breachId, ...finding, recordedAt: tx.now(), recordedBy: staff.accountId }
    await tx.db.breachFinding.create({ data, select: { id: true } })
    await recordEvent(tx, 'breach.finding-recorded', { subjectId: breachId })
    return { outcome: 'recorded' }
  })
}

/** What the report must say and nobody has found out yet, in the words of Art. 33(3). */
export function missingIn(finding: Finding | undefined): string[] {
  if (!finding) return ['alle Angaben']
  const needed = {
    personCategories: 'Kategorien betroffener Personen',
    persons: 'ungefähre Zahl betroffener Personen',
    recordCategories: 'Kategorien betroffener Datensätze',
    records: 'ungefähre Zahl betroffener Datensätze',
    consequences: 'wahrscheinliche Folgen',
    measures: 'Maßnahmen',
  } as const
  return (Object.keys(needed) as (keyof typeof needed)[])
    .filter((key) => finding[key] === null)
    .map((key) => needed[key])
}
