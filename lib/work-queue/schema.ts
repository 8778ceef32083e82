import { z } from 'zod'
import { codesOf, workKindLabels, workNoticeLabels } from '../codes'
import { hidden } from '../fields'

/** Field schemas of the work queue; pages and actions share them. */
export const claimSchema = z.strictObject({
  kind: z.enum(codesOf(workKindLabels)),
  entry: hidden(100),
  take: z.enum(['yes', 'no']),
  /** Page to come back to. */
  back: hidden(300).regex(/^\/admin\/[\w/-]*(\?[\w=&%+.-]*)?$/),
})

export const workNoticeSchema = z.strictObject({
  notify: z.enum(codesOf(workNoticeLabels), 'Bitte wählen Sie aus.'),
})
