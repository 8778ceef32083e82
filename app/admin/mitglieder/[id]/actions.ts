'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { actionRoles } from '@/lib/auth/permissions'
import { endAllSessions } from '@/lib/auth/sessions'
import { inTransaction } from '@/lib/context'
import { notifyAgain } from '@/lib/lifecycle/notify-again'
import { withNotice } from '../../_frame/notices'

const ofMember = z.strictObject({ accountId: z.uuid() })
const ofNotice = z.strictObject({ noticeId: z.uuid(), accountId: z.uuid() })

export const endMemberSessions = staffAction(actionRoles.endMemberSessions, ofMember, async ({ ctx, input }) => {
  await inTransaction(ctx, (tx) => endAllSessions(tx, input.accountId))
  redirect(withNotice(`/admin/mitglieder/${input.accountId}`, 'sitzungen-beendet'))
})

export const renewNotice = staffAction(actionRoles.renewNotice, ofNotice, async ({ ctx, input }) => {
  const { outcome } = await notifyAgain(ctx, input)
  const news = outcome === 'superseded' ? 'neu-benachrichtigen' : 'nicht-unzustellbar'
  redirect(withNotice(`/admin/mitglieder/${input.accountId}`, news))
})
