import { z } from 'zod'

/** What staff can do with many members at once (DS-06), and the fields of its forms. */
export const bulkKinds = ['suspend', 'end-sessions', 'erase'] as const
export type BulkKind = (typeof bulkKinds)[number]

const LONGEST_REASON = 1_000
const LONGEST_LIST = 200_000

export const ofBulkAct = z.strictObject({ actId: z.uuid('Diesen Sammelvorgang gibt es nicht.') })

export const prepareBulkActSchema = z.strictObject({
  kind: z.enum(bulkKinds, 'Bitte wählen Sie aus, was geschehen soll.'),
  by: z.enum(['search', 'list'], 'Bitte wählen Sie aus, wen es betrifft.'),
  list: z.string().max(LONGEST_LIST, 'Die Liste ist zu lang. Bitte teilen Sie sie auf.'),
  reason: z
    .string()
    .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .min(1, 'Bitte nennen Sie den Grund.')
        .max(LONGEST_REASON, `Bitte kürzen Sie den Grund auf höchstens ${LONGEST_REASON} Zeichen.`),
    ),
  suche: z.string().max(200),
  gruppe: z.string().max(50),
  zustand: z.string().max(50),
  rolle: z.string().max(50),
})
