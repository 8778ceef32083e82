'use server'

import { redirect } from 'next/navigation'
import { describeContent } from '@/app/_content/describe'
import { staffAction } from '@/app/_edge/action'
import { type FormState } from '@/app/_edge/form-state'
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
  takeCaseSchema,
} from '@/lib/moderation/schema'
import { takeCase } from '@/lib/moderation/take-case'
import { type Notice, withNotice } from '../_frame/notices'

const QUEUE = '/admin/moderation'
const back = (caseId: string, news: Notice) => withNotice(`${QUEUE}/${caseId}`, news)

export const takeOverCase = staffAction('takeOverCase', takeCaseSchema, async ({ ctx, input }) => {
  const { outcome } = await takeCase(ctx, { caseId: input.caseId, take: input.take === 'yes' })
  const news = {
    taken: 'fall-uebernommen',
    'given-back': 'fall-zurueckgegeben',
    'already-decided': 'fall-nicht-offen',
  } as const satisfies Record<typeof outcome, Notice>
  redirect(back(input.caseId, news[outcome]))
})

export const decideOnCase = staffAction(
  'decideOnCase',
  decideCaseSchema,
  async ({ ctx, input: { categoryId, ...decision } }) => {
    if (decision.act === 'move' && !categoryId) return { errors: { categoryId: 'Wählen Sie den Bereich aus.' } }
    return decide(ctx, decision, categoryId)
  },
)

export const suspendAuthor = staffAction('suspendAuthor', suspendAuthorSchema, ({ ctx, input }) =>
  decide(ctx, { ...input, act: 'suspend' }),
)

async function decide(ctx: PortalContext, decision: Decision, categoryId = ''): Promise<FormState> {
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
  const news = {
    decided: 'fall-entschieden',
    'already-decided': 'fall-nicht-offen',
    'in-place': 'massnahme-besteht',
    'not-possible': 'massnahme-nicht-moeglich',
    'last-admin': 'einzige-administration',
  } as const satisfies Record<typeof outcome, Notice>
  redirect(back(decision.caseId, news[outcome]))
}

export const endCaseMeasure = staffAction('endCaseMeasure', endMeasureSchema, async ({ ctx, input }) => {
  const { outcome } = await endMeasure(ctx, input)
  redirect(back(input.caseId, outcome === 'ended' ? 'massnahme-aufgehoben' : 'massnahme-nicht-offen'))
})

export const enterAuthorsAppeal = staffAction('enterAuthorsAppeal', enterAppealSchema, async ({ ctx, input }) => {
  const { outcome } = await enterAppeal(ctx, input)
  const news = {
    filed: 'beschwerde-eingetragen',
    'already-filed': 'beschwerde-besteht',
    'too-late': 'beschwerde-zu-spaet',
    'unknown-measure': 'massnahme-nicht-offen',
  } as const satisfies Record<typeof outcome, Notice>
  redirect(back(input.caseId, news[outcome]))
})

export const decideOnAppeal = staffAction('decideOnAppeal', decideAppealSchema, async ({ ctx, input }) => {
  const { outcome } = await decideAppeal(ctx, input)
  const news = {
    upheld: 'beschwerde-erfolgreich',
    rejected: 'beschwerde-abgelehnt',
    'already-decided': 'beschwerde-nicht-offen',
    'same-person': 'zweite-person',
  } as const satisfies Record<typeof outcome, Notice>
  redirect(back(input.caseId, news[outcome]))
})

export const setFirstReviews = staffAction('setFirstReviews', reviewSettingSchema, async ({ ctx, input }) => {
  await changeFirstReviews(ctx, input)
  redirect(withNotice(QUEUE, 'einstellung-gespeichert'))
})
