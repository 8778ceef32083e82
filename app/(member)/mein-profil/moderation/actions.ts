'use server'

import { redirect } from 'next/navigation'
import { ownAction } from '@/app/_edge/action'
import { fileAppeal } from '@/lib/moderation/file-appeal'
import { appealSchema } from '@/lib/moderation/schema'

export const appeal = ownAction('appeal', appealSchema, async ({ ctx, input }) => {
  const { outcome } = await fileAppeal(ctx, input)
  const news = { filed: 'eingelegt', 'already-filed': 'besteht', 'too-late': 'zu-spaet', 'unknown-measure': 'besteht' }
  redirect(`/mein-profil/moderation?beschwerde=${news[outcome]}`)
})
