import { type FormState } from '@/app/_edge/form-state'
import { type PostRefusal } from '@/lib/forum/may-post'

/** Why a post was not taken, in words for its author; the text stays in the form. */
export function refusalState(refusal: Exclude<PostRefusal, { outcome: 'too-fast' }>): FormState {
  const { limit } = refusal
  switch (refusal.outcome) {
    case 'too-many':
      return { problem: `In 24 Stunden sind höchstens ${limit} Beiträge möglich. Bitte schreiben Sie morgen weiter.` }
    case 'too-many-topics':
      return { problem: `In 24 Stunden sind höchstens ${limit} neue Themen möglich. Bitte versuchen Sie es morgen.` }
    case 'too-many-links':
      return { errors: { body: `Höchstens ${limit} Links sind in Ihrem Beitrag möglich. Bitte kürzen Sie.` } }
  }
}
