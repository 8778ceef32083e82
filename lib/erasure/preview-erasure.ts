import { z } from 'zod'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'
import { may } from '../may'
import { erasureCounts } from '../personal-data/generated/inventory'
import { type InventoryTable, inventory } from '../personal-data/inventory'
import { type Store, stores } from '../personal-data/stores'
import { governingVersion } from '../policies/governing-version'
import { newestVersion } from '../policies/published-versions'
import { Refused } from '../result'

/** A kind of rows, and how many of them the erasure reaches. */
export type ErasedKind = { title: string; rows: number }
/** A kind of rows that loses its texts and the way to the person; `emptied`: what these columns are called. */
export type EmptiedKind = ErasedKind & { emptied: string[] }
export type RemainingKind = { title: string; until: string }

export type ErasurePreview = {
  /** By activity, in the order of the report. */
  deleted: { activity: string; kinds: ErasedKind[] }[]
  emptied: EmptiedKind[]
  /** Kept without anything that leads to the person. */
  kept: RemainingKind[]
  /** Known by nobody to be the person's: it goes by itself. */
  expiring: RemainingKind[]
  elsewhere: readonly Store[]
}

const previewErasureRow = z.strictObject({ name: z.string(), rows: z.number() })

/**
 * What "Account löschen" does, before it is done (DS-04; GDPR Art. 12(1), 13(2)): drawn from the declarations in the schema that the
 * erasure itself and the report obey, with the numbers of the member who asks. Throws Refused for anybody else.
 */
export async function previewErasure(ctx: PortalContext): Promise<ErasurePreview> {
  const accountId = may.member(ctx)
  const [counted, version, { accessLogPeriod }] = await Promise.all([
    rowsOf(ctx, previewErasureRow)(erasureCounts(accountId)),
    governingVersion(ctx, accountId),
    newestVersion(ctx),
  ])
  if (!version) throw new Refused('member')
  const rows = new Map(counted.map(({ name, rows: count }) => [name, count]))
  const tables = inventory()
  const of = (erasure: InventoryTable['erasure']) => tables.filter((table) => table.erasure === erasure)
  const remaining = ({ title, retention }: InventoryTable) => ({
    title,
    until: retention.period({ ...version, accessLogPeriod }),
  })
  const erased = (table: InventoryTable) => ({ title: table.title, rows: rows.get(table.name) ?? 0 })
  return {
    deleted: [...Map.groupBy(of('delete'), ({ activity }) => activity.title)].map(([activity, kinds]) => ({
      activity,
      kinds: kinds.map(erased),
    })),
    emptied: of('neutral').map((table) => ({ ...erased(table), emptied: emptiedColumns(table) })),
    kept: of('keep').map(remaining),
    expiring: of('expire').map(remaining),
    elsewhere: stores,
  }
}

function emptiedColumns({ clear, columns }: InventoryTable): string[] {
  return columns.flatMap(({ name, label }) => (clear.includes(name) && label ? [label] : []))
}
