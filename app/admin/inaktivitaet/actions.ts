'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { actionRoles } from '@/lib/auth/permissions'
import { withDutyLease } from '@/lib/duty-lease'
import { confirmStoppedRun } from '@/lib/lifecycle/confirm-stopped-run'
import { startSweep as start } from '@/lib/lifecycle/start-sweep'
import { withNotice } from '../_frame/notices'

const ofRun = z.strictObject({ runId: z.uuid() })
const nothing = z.strictObject({})

export const confirmRun = staffAction(
  actionRoles.confirmRun,
  ofRun,
  async ({ ctx, input }) => {
    const { outcome } = await confirmStoppedRun(ctx, input)
    redirect(withNotice('/admin/inaktivitaet', outcome === 'confirmed' ? 'lauf-bestaetigt' : 'lauf-nicht-angehalten'))
  },
  { isDangerous: true },
)

export const startSweep = staffAction(
  actionRoles.startSweep,
  nothing,
  async ({ ctx }) => {
    const turn = await withDutyLease(ctx, 'lifecycle', () => start(ctx))
    if (turn.outcome === 'running') redirect(withNotice('/admin/inaktivitaet', 'lauf-laeuft'))
    redirect(withNotice('/admin/inaktivitaet', turn.result.outcome === 'stopped' ? 'lauf-angehalten' : 'lauf-fertig'))
  },
  { isDangerous: true },
)
