'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { mailHooks } from '@/lib/duties'
import { id as idField } from '@/lib/fields'
import { causeCodes } from '@/lib/mail/causes'
import { discardMail } from '@/lib/mail/discard-mail'
import { resumeMail } from '@/lib/mail/outage'
import { recordReturned } from '@/lib/mail/record-returned'
import { retryMail } from '@/lib/mail/retry-mail'
import { withNotice } from '../_frame/notices'

const page = '/admin/postausgang'
const ofMail = z.strictObject({ id: idField() })
const ofCause = z.strictObject({
  // Mail from before causes were kept has none.
  cause: z.union([z.enum(causeCodes), z.literal('').transform(() => null)]),
  before: z.iso.datetime().transform((at) => new Date(at)),
})
const ofReturned = z.strictObject({ mailId: idField(), accountId: idField(), back: z.enum(['member', 'policy']) })

export const retryFailedMail = staffAction('retryFailedMail', ofMail, async ({ ctx, input }) => {
  const { outcome } = await retryMail(ctx, input, mailHooks)
  redirect(withNotice(page, outcome === 'retried' ? 'mail-wiederholt' : 'mail-nicht-gescheitert'))
})

export const discardFailedMail = staffAction('discardFailedMail', ofMail, async ({ ctx, input }) => {
  const { outcome } = await discardMail(ctx, input, mailHooks)
  redirect(withNotice(page, outcome === 'discarded' ? 'mail-verworfen' : 'mail-nicht-gescheitert'))
})

export const retryFailedGroup = staffAction('retryFailedGroup', ofCause, async ({ ctx, input }) => {
  const { outcome } = await retryMail(ctx, input, mailHooks)
  redirect(withNotice(page, outcome === 'retried' ? 'mails-wiederholt' : 'mail-nicht-gescheitert'))
})

export const discardFailedGroup = staffAction('discardFailedGroup', ofCause, async ({ ctx, input }) => {
  const { outcome } = await discardMail(ctx, input, mailHooks)
  redirect(withNotice(page, outcome === 'discarded' ? 'mails-verworfen' : 'mail-nicht-gescheitert'))
})

const nothing = z.strictObject({})

export const resumeDispatch = staffAction('resumeDispatch', nothing, async ({ ctx }) => {
  await resumeMail(ctx)
  redirect(withNotice(page, 'versand-fortgesetzt'))
})

export const reportReturned = staffAction('reportReturned', ofReturned, async ({ ctx, input }) => {
  const { back, ...mail } = input
  const { outcome } = await recordReturned(ctx, mail, mailHooks)
  const to: `/admin${string}` = `/admin/mitglieder/${mail.accountId}${back === 'policy' ? '?anlass=policy' : ''}`
  redirect(withNotice(to, outcome === 'bounced' ? 'mail-zurueck' : 'mail-schon-zurueck'))
})
