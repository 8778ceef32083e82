import { z } from 'zod'
import { type WorkKind } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { rowsOf } from '@/lib/db/rows'
import { workKinds } from '@/lib/work-queue/kinds'

const row = z.object({ id: z.string(), amount: z.number() })

/** How many entries of this kind wait, whoever may settle them; grouped ones count as many times as they stand for. */
export async function waitingOf(ctx: PortalContext, kind: WorkKind): Promise<number> {
  const rows = await rowsOf(ctx, row)`${workKinds[kind].rows(ctx)}`
  return rows.reduce((sum, { amount }) => sum + amount, 0)
}
