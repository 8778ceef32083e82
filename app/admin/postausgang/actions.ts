'use server'

import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { goTo, info, success, warning } from '@/app/_edge/flash'
import { codesOf, mailCauseLabels } from '@/lib/codes'
import { mailHooks } from '@/lib/duties'
import { id as idField } from '@/lib/fields'
import { discardMail } from '@/lib/mail/discard-mail'
import { resumeMail } from '@/lib/mail/outage'
import { recordReturned } from '@/lib/mail/record-returned'
import { retryMail } from '@/lib/mail/retry-mail'
import { undoReturned as undoReturnedMail } from '@/lib/mail/undo-returned'
import { formatNumber } from '@/lib/text'

const notFailed = info('Diese E-Mail ist nicht mehr gescheitert.')

const page = '/admin/postausgang'
const ofMail = z.strictObject({ id: idField() })
const ofCause = z.strictObject({
  // Mail from before causes were kept has none.
  cause: z.union([z.enum(codesOf(mailCauseLabels)), z.literal('').transform(() => null)]),
  before: z.iso.datetime().transform((at) => new Date(at)),
})
const ofReturned = z.strictObject({ mailId: idField(), accountId: idField(), back: z.enum(['member', 'policy']) })

export const retryFailedMail = staffAction('retryFailedMail', ofMail, async ({ ctx, input }) => {
  const { outcome } = await retryMail(ctx, input, mailHooks)
  return goTo(page, outcome === 'retried' ? success('Die E-Mail wird noch einmal gesendet.') : notFailed)
})

export const discardFailedMail = staffAction('discardFailedMail', ofMail, async ({ ctx, input }) => {
  const { outcome } = await discardMail(ctx, input, mailHooks)
  return goTo(page, outcome === 'discarded' ? success('Die E-Mail ist verworfen.') : notFailed)
})

export const retryFailedGroup = staffAction('retryFailedGroup', ofCause, async ({ ctx, input }) => {
  return goTo(page, howMany(await retryMail(ctx, input, mailHooks), 'noch einmal gesendet werden'))
})

export const discardFailedGroup = staffAction('discardFailedGroup', ofCause, async ({ ctx, input }) => {
  return goTo(page, howMany(await discardMail(ctx, input, mailHooks), 'verworfen sind'))
})

/** So many were done, and whether that is all. */
function howMany(result: GroupResult, done: string) {
  if (result.outcome === 'not-failed') return notFailed
  const count = `E-Mails dieser Gruppe, die ${done}: ${formatNumber(result.count)}.`
  return result.outcome === 'partly'
    ? warning(`${count} Für alle reichte die Zeit nicht. Bitte entscheiden Sie für den Rest noch einmal.`)
    : success(count)
}

type GroupResult = Awaited<ReturnType<typeof retryMail> | ReturnType<typeof discardMail>>

const nothing = z.strictObject({})

export const resumeDispatch = staffAction('resumeDispatch', nothing, async ({ ctx }) => {
  await resumeMail(ctx)
  return goTo(page, success('Die Pause ist beendet. Das Portal versucht es jetzt wieder.'))
})

export const reportReturned = staffAction('reportReturned', ofReturned, async ({ ctx, input }) => {
  const { back, ...mail } = input
  const { outcome } = await recordReturned(ctx, mail, mailHooks)
  const to: `/admin${string}` = `/admin/mitglieder/${mail.accountId}${back === 'policy' ? '?anlass=policy' : ''}`
  return goTo(
    to,
    outcome === 'bounced'
      ? success('Die E-Mail gilt jetzt als unzustellbar. Eine Frist, die mit ihr begonnen hatte, läuft nicht mehr.')
      : info('Diese E-Mail galt schon als unzustellbar.'),
  )
})

export const undoReturned = staffAction('undoReturned', ofReturned, async ({ ctx, input }) => {
  const { back, ...mail } = input
  const { outcome } = await undoReturnedMail(ctx, mail, mailHooks)
  const to: `/admin${string}` = `/admin/mitglieder/${mail.accountId}${back === 'policy' ? '?anlass=policy' : ''}`
  return goTo(
    to,
    outcome === 'undone'
      ? success('Die E-Mail gilt wieder als zugestellt. Ihre Frist läuft weiter wie vorher.')
      : info('Das lässt sich nicht mehr zurücknehmen: Seitdem ist etwas geschehen, oder die Frist wäre schon vorbei.'),
  )
})
