'use server'

import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { goTo, success } from '@/app/_edge/flash'
import { runChecks } from '@/lib/accountability/run-checks'

export const checkPromises = staffAction('checkPromises', z.strictObject({}), async ({ ctx }) => {
  await runChecks(ctx)
  return goTo('/admin/nachweis', success('Alle Zusagen sind geprüft. Die Ergebnisse stehen unten.'))
})
