import { type PortalContext } from '../context'
import { may } from '../may'

/** Recorded outages, newest first; no personal data. `days`: so many are added to every period that was running. */
export async function listOutages(ctx: PortalContext, { limit }: { limit: number }) {
  may.staffOrPortal(ctx, '/admin/inaktivitaet')
  return ctx.db.outage.findMany({
    select: { id: true, cause: true, beganAt: true, endedAt: true, days: true },
    orderBy: [{ noticedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
}

export type ListedOutage = Awaited<ReturnType<typeof listOutages>>[number]
