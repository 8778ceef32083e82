'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { actionRoles } from '@/lib/auth/permissions'
import { mailHooks } from '@/lib/duties'
import { discardMail } from '@/lib/mail/discard-mail'
import { retryMail } from '@/lib/mail/retry-mail'
import { withNotice } from '../_frame/notices'

const ofMail = z.strictObject({ id: z.uuid() })

export const retryFailedMail = staffAction(actionRoles.retryFailedMail, ofMail, async ({ ctx, input }) => {
  const { outcome } = await retryMail(ctx, input)
  redirect(withNotice('/admin/postausgang', outcome === 'retried' ? 'mail-wiederholt' : 'mail-nicht-gescheitert'))
})

export const discardFailedMail = staffAction(actionRoles.discardFailedMail, ofMail, async ({ ctx, input }) => {
  const { outcome } = await discardMail(ctx, input, mailHooks)
  redirect(withNotice('/admin/postausgang', outcome === 'discarded' ? 'mail-verworfen' : 'mail-nicht-gescheitert'))
})
