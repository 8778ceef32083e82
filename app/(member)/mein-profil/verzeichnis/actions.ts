'use server'

import { revalidatePath } from 'next/cache'
import { ownAction } from '@/app/_edge/action'
import { saveEntry } from '@/lib/directory/save-entry'
import { entrySchema } from '@/lib/directory/schema'

export const saveOwnEntry = ownAction(
  'saveOwnEntry',
  entrySchema,
  async ({ ctx, input }) => {
    await saveEntry(ctx, input)
    revalidatePath('/mein-profil/verzeichnis')
    return { done: 'Ihr Eintrag ist gespeichert.' }
  },
  { keepsWork: true },
)
