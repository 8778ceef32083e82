'use server'

import { redirect } from 'next/navigation'
import { memberAction } from '@/app/_edge/action'
import { returnPath } from '@/lib/auth/return-path'
import { confirmAnnouncement } from '@/lib/policies/confirm-announcement'
import { confirmSchema } from '@/lib/policies/schema'

/** Takes note of a new version; agrees to nothing (DS-11). */
export const confirmNotice = memberAction(confirmSchema, async ({ ctx, member, input }) => {
  await confirmAnnouncement(ctx, { accountId: member.accountId, versionNumber: input.versionNumber })
  redirect(returnPath(input.weiter))
})
