'use server'

import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { goTo, success } from '@/app/_edge/flash'
import { codesOf, opinionStanceLabels, opinionSubjectLabels } from '@/lib/codes'
import { hidden, text } from '@/lib/fields'
import { giveOpinion as give } from '@/lib/four-eyes/give-opinion'

const LONGEST_OPINION = 4_000

const opinionSchema = z.strictObject({
  about: z.enum(codesOf(opinionSubjectLabels)),
  actId: hidden(50),
  stance: z.enum(codesOf(opinionStanceLabels), 'Bitte wählen Sie aus.'),
  opinion: text({ max: LONGEST_OPINION, missing: 'Bitte begründen Sie Ihre Stellungnahme.', what: 'Die Begründung' }),
})

export const giveOpinion = staffAction('giveOpinion', opinionSchema, async ({ ctx, input }) => {
  const { opinion, ...act } = input
  const result = await give(ctx, { ...act, text: opinion })
  if (result.outcome === 'unknown-act') return { problem: 'Diesen Vorgang gibt es nicht mehr.' }
  return goTo(result.path, success('Ihre Stellungnahme ist festgehalten.'))
})
