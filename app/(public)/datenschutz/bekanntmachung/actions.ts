'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { memberAction } from '@/app/_edge/action'
import { returnPath } from '@/lib/auth/return-path'
import { confirmAnnouncement } from '@/lib/policies/confirm-announcement'
import { confirmSchema } from '@/lib/policies/schema'

/** Takes note of a new version; agrees to nothing (DS-11). */
export const confirmNotice = memberAction(confirmSchema, async ({ ctx, member, input }) => {
  await confirmAnnouncement(ctx, { accountId: member.accountId, versionNumber: input.versionNumber })
  // The notice stands in the frame, which a form that comes back to its page would keep as it was.
  revalidatePath('/', 'layout')
  redirect(returnPath(input.weiter))
})
