import { z } from 'zod'
import { bulkKindLabels, codesOf } from '../codes'
import { hidden, id, text } from '../fields'

/** What staff can do with many members at once (DS-06), and the fields of its forms. */

const LONGEST_REASON = 1_000
const LONGEST_LIST = 200_000

export const ofBulkAct = z.strictObject({ actId: id('Diesen Sammelvorgang gibt es nicht.') })

export const prepareBulkActSchema = z.strictObject({
  kind: z.enum(codesOf(bulkKindLabels), 'Bitte wählen Sie aus, was geschehen soll.'),
  by: z.enum(['search', 'list'], 'Bitte wählen Sie aus, wen es betrifft.'),
  list: text({ max: LONGEST_LIST, what: 'Die Liste' }),
  reason: text({ max: LONGEST_REASON, missing: 'Bitte nennen Sie den Grund.', what: 'Der Grund' }),
  /** Query of the address of the list of members */
  search: hidden(2_000),
})
