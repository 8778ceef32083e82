'use server'

import { z } from 'zod'
import { staffAction } from '@/app/_edge/action'
import { goTo, info, success } from '@/app/_edge/flash'
import { isCodeOf, requestKindLabels } from '@/lib/codes'
import { mailHooks } from '@/lib/duties'
import { settings } from '@/lib/env'
import { sendLoop } from '@/lib/inbound/mail-loop'
import { settleInboundSchema } from '@/lib/inbound/schema'
import { settleInbound } from '@/lib/inbound/settle-inbound'

const page = '/admin/posteingang'

export const settleInboundMail = staffAction('settleInboundMail', settleInboundSchema, async ({ ctx, input }) => {
  const { inboundId, decision } = input
  const what = isCodeOf(requestKindLabels, decision)
    ? ({ outcome: 'request', kind: decision } as const)
    : { outcome: decision }
  const result = await settleInbound(ctx, { inboundId, decision: what }, mailHooks)
  switch (result.outcome) {
    case 'not-open':
      return goTo(page, info('Über diese E-Mail ist schon entschieden.'))
    case 'no-member':
      return {
        errors: {
          decision: 'Zu dieser Adresse gibt es kein bestätigtes Konto. Antworten Sie der Person selbst: „Beantwortet“.',
        },
      }
    case 'no-objection':
      return {
        errors: {
          decision:
            'Als diese E-Mail ankam, gab es für das Mitglied keine Fassung, gegen die ein Widerspruch möglich war.',
        },
      }
    default:
      return result.requestId
        ? goTo(
            `/admin/vorgaenge/${result.requestId}`,
            success('Das Anliegen ist mit dem Tag des Eingangs eingetragen. Die Bestätigungsmail ist unterwegs.'),
          )
        : goTo(page, success('Die E-Mail ist erledigt.'))
  }
})

const nothing = z.strictObject({})

export const sendMailLoop = staffAction('sendMailLoop', nothing, async ({ ctx }) => {
  const { outcome } = await sendLoop(ctx, settings())
  return goTo(
    page,
    outcome === 'sent'
      ? success('Der Selbsttest ist eingereiht. Kommt er zurück, steht es hier.')
      : info('Es ist kein Weg eingerichtet, auf dem eine E-Mail zurückkommen könnte.'),
  )
})
