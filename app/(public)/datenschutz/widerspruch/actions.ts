'use server'

import { memberAction } from '@/app/_edge/action'
import { goTo, info, success } from '@/app/_edge/flash'
import { objectToVersion } from '@/lib/policies/object-to-version'
import { objectionSchema, ofVersionSchema } from '@/lib/policies/schema'
import { withdrawObjection } from '@/lib/policies/withdraw-objection'
import { formatDay } from '@/lib/text'

const PAGE = '/datenschutz/widerspruch'

/** Whatever happens, the reason that was written stays. */
export const object = memberAction(
  objectionSchema,
  async ({ ctx, member, input }) => {
    const result = await objectToVersion(ctx, { accountId: member.accountId, ...input })
    switch (result.outcome) {
      case 'objected':
        return goTo(PAGE, success('Ihr Widerspruch ist eingegangen. Sie bekommen eine Bestätigung per E-Mail.'))
      case 'already-objected':
        return goTo(PAGE, info('Sie haben dieser Fassung schon widersprochen.'))
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
  return goTo(PAGE, withdrawn[outcome])
})

const withdrawn = {
  withdrawn: success('Ihr Widerspruch ist zurückgezogen. Sie bekommen eine Bestätigung per E-Mail.'),
  'no-objection': info('Hier ist kein Widerspruch zurückzuziehen.'),
  superseded: info('Für Sie gilt schon eine neuere Fassung. An Ihrem Widerspruch hat sich nichts geändert.'),
}
