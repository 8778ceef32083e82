'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { runChecks } from '@/lib/accountability/run-checks'
import { actionRoles } from '@/lib/auth/permissions'
import { forLongWork } from '@/lib/context'
import { withNotice } from '../_frame/notices'

export const checkPromises = staffAction(actionRoles.checkPromises, z.strictObject({}), async ({ ctx }) => {
  await runChecks(forLongWork(ctx))
  redirect(withNotice('/admin/nachweis', 'zusagen-geprueft'))
})
