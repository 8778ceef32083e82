'use server'

import { describeContent } from '@/app/_content/describe'
import { staffAction } from '@/app/_edge/action'
import { goTo, info, success, warning } from '@/app/_edge/flash'
import { type FormState } from '@/app/_edge/form-state'
import { type Flash } from '@/lib/auth/flash'
import { type PortalContext } from '@/lib/context'
import { moveTopic } from '@/lib/forum/move-topic'
import { decideAppeal } from '@/lib/moderation/decide-appeal'
import { type Decision, decideCase } from '@/lib/moderation/decide-case'
import { endMeasure } from '@/lib/moderation/end-measure'
import { enterAppeal } from '@/lib/moderation/file-appeal'
import { contentOfCase } from '@/lib/moderation/load-case'
import { changeFirstReviews } from '@/lib/moderation/review-setting'
import {
  decideAppealSchema,
  decideCaseSchema,
  endMeasureSchema,
  enterAppealSchema,
  reviewSettingSchema,
  suspendAuthorSchema,
} from '@/lib/moderation/schema'
import { conflict } from '../parts/conflict'
import { nextCase } from '../parts/next-case'

const measureEnded = info('Diese Maßnahme gilt nicht mehr.')

const QUEUE = '/admin/moderation'
const back = (caseId: string, news: Flash) => goTo(`${QUEUE}/${caseId}`, news)

export const decideOnCase = staffAction(
  'decideOnCase',
  decideCaseSchema,
  async ({ ctx, input: { categoryId, onward, ...decision } }) => {
    if (decision.act === 'move' && !categoryId) return { errors: { categoryId: 'Wählen Sie den Bereich aus.' } }
    return decide(ctx, decision, { categoryId, onward })
  },
)

export const suspendAuthor = staffAction('suspendAuthor', suspendAuthorSchema, ({ ctx, input }) =>
  decide(ctx, { ...input, act: 'suspend' }),
)

type Aside = { categoryId?: string; onward?: 'next' }

async function decide(
  ctx: PortalContext,
  decision: Decision,
  { categoryId = '', onward }: Aside = {},
): Promise<FormState> {
  const ref = await contentOfCase(ctx, decision.caseId)
  const content = ref && (await describeContent(ctx, ref))
  let isCategoryClosed = false
  const move = async (tx: PortalContext, topicId: string) => {
    const moved = await moveTopic(tx, { topicId, categoryId })
    isCategoryClosed = moved.outcome === 'closed-category'
    return moved
  }
  const { outcome } = await decideCase(ctx, { ...decision, title: content?.title }, { move })
  if (isCategoryClosed)
    return { errors: { categoryId: 'Dieser Bereich ist geschlossen. Wählen Sie einen anderen aus.' } }
  if (outcome === 'already-decided') return conflict(ctx, 'report', decision.caseId)
  if (outcome !== 'decided') return { problem: problems[outcome] }
  const path = await nextCase(ctx, { kind: 'report', onward, list: `${QUEUE}/${decision.caseId}` })
  return goTo(path, success('Der Vorgang ist entschieden. Alle Beteiligten bekommen eine E-Mail.'))
}

const problems = {
  'in-place': 'Diese Maßnahme gilt schon. Wählen Sie eine andere oder keine.',
  'not-possible': 'Das ist bei diesem Inhalt nicht möglich, oder das Konto ist gelöscht.',
  'last-admin': 'Das letzte Konto der Administration kann nicht gesperrt werden.',
}

export const endCaseMeasure = staffAction('endCaseMeasure', endMeasureSchema, async ({ ctx, input }) => {
  const { outcome } = await endMeasure(ctx, input)
  return back(
    input.caseId,
    outcome === 'ended'
      ? success('Die Maßnahme ist aufgehoben. Wer den Inhalt eingestellt hat, bekommt eine E-Mail.')
      : measureEnded,
  )
})

export const enterAuthorsAppeal = staffAction('enterAuthorsAppeal', enterAppealSchema, async ({ ctx, input }) => {
  const { outcome } = await enterAppeal(ctx, input)
  const news = {
    filed: success('Die Beschwerde ist eingetragen. Eine andere Person entscheidet.'),
    'already-filed': info('Gegen diese Maßnahme gibt es schon eine Beschwerde.'),
    'too-late': warning('Die Frist für eine Beschwerde ist abgelaufen.'),
    'unknown-measure': measureEnded,
  }
  return back(input.caseId, news[outcome])
})

export const decideOnAppeal = staffAction('decideOnAppeal', decideAppealSchema, async ({ ctx, input }) => {
  const { outcome } = await decideAppeal(ctx, input)
  if (outcome === 'already-decided') return conflict(ctx, 'report', input.caseId)
  const news = {
    upheld: success('Die Beschwerde hat Erfolg. Die Maßnahme ist aufgehoben.'),
    rejected: success('Die Beschwerde ist abgelehnt. Die Maßnahme bleibt bestehen.'),
    'same-person': warning('Das muss eine zweite Person entscheiden.'),
  }
  return back(input.caseId, news[outcome])
})

export const setFirstReviews = staffAction('setFirstReviews', reviewSettingSchema, async ({ ctx, input }) => {
  await changeFirstReviews(ctx, input)
  return goTo(QUEUE, success('Die Einstellung ist gespeichert.'))
})
