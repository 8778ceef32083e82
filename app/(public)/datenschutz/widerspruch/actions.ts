'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { memberAction } from '@/app/_edge/action'
import { objectToVersion } from '@/lib/policies/object-to-version'
import { objectionSchema, ofVersionSchema } from '@/lib/policies/schema'
import { withdrawObjection } from '@/lib/policies/withdraw-objection'
import { formatDay } from '@/lib/text'

/** Whatever happens, the reason that was written stays. */
export const object = memberAction(
  objectionSchema,
  async ({ ctx, member, input }) => {
    const result = await objectToVersion(ctx, { accountId: member.accountId, ...input })
    // The notice in the frame of the page goes with the objection.
    revalidatePath('/', 'layout')
    switch (result.outcome) {
      case 'objected':
        return redirect('/datenschutz/widerspruch?meldung=widersprochen')
      case 'already-objected':
        return redirect('/datenschutz/widerspruch?meldung=schon-widersprochen')
      case 'too-late':
        return { problem: `Die Frist für den Widerspruch ist am ${formatDay(result.lastDay)} abgelaufen.` }
      default:
        return {
          problem: 'Gegen diese Fassung können Sie nicht widersprechen. Sie gilt für Sie nicht als neue Fassung.',
        }
    }
  },
  { keepsWork: true },
)

export const withdraw = memberAction(ofVersionSchema, async ({ ctx, member, input }) => {
  const { outcome } = await withdrawObjection(ctx, { accountId: member.accountId, ...input })
  revalidatePath('/', 'layout')
  redirect(`/datenschutz/widerspruch?meldung=${withdrawn[outcome]}`)
})

const withdrawn = {
  withdrawn: 'zurueckgezogen',
  'no-objection': 'kein-widerspruch',
  superseded: 'schon-ersetzt',
}
