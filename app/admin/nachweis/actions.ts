'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { runChecks } from '@/lib/accountability/run-checks'
import { withNotice } from '../_frame/notices'

export const checkPromises = staffAction('checkPromises', z.strictObject({}), async ({ ctx }) => {
  await runChecks(ctx)
  redirect(withNotice('/admin/nachweis', 'zusagen-geprueft'))
})
