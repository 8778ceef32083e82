'use server'

import { ownAction } from '@/app/_edge/action'
import { goTo, info, success, warning } from '@/app/_edge/flash'
import { fileAppeal } from '@/lib/moderation/file-appeal'
import { appealSchema } from '@/lib/moderation/schema'

export const appeal = ownAction('appeal', appealSchema, async ({ ctx, input }) => {
  const { outcome } = await fileAppeal(ctx, input)
  return goTo('/mein-profil/moderation', news[outcome])
})

const alreadyFiled = info('Gegen diese Entscheidung haben Sie sich schon beschwert.')
const news = {
  filed: success('Ihre Beschwerde ist angekommen. Eine andere Person entscheidet darüber.'),
  'already-filed': alreadyFiled,
  'too-late': warning('Die Frist für eine Beschwerde ist abgelaufen.'),
  'unknown-measure': alreadyFiled,
}
