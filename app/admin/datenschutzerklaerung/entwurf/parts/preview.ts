import { differenceOf } from '@/app/_content/difference-of'
import { policyFacts } from '@/app/_content/policy-facts'
import { type FormState } from '@/app/_edge/form-state'
import { draftProblems } from '@/lib/policies/draft-problems'
import { PolicyTextError } from '@/lib/policies/policy-text'
import { type PublishedVersion } from '@/lib/policies/published-versions'
import { renderPolicy, UNREADABLE } from '@/lib/policies/render-policy'
import { withinTime } from '@/lib/time-limit'

export type Preview = NonNullable<FormState['preview']>

/** Milliseconds for the difference: it grows with the square of what has changed. */
const LONGEST_COMPARISON = 40

/** What a draft, stored or typed, would change and how it would look (DS-11). Pieces are missing where the text has mistakes. */
export function previewOf(draft: Parameters<typeof draftProblems>[0], newest: PublishedVersion): Preview {
  const problems = draftProblems(draft, newest)
  if (problems.includes(UNREADABLE)) return { problems, text: undefined, difference: undefined }
  const text = ifReadable(() => renderPolicy(draft, policyFacts()).blocks)
  const difference = text && withinTime(LONGEST_COMPARISON, () => ifReadable(() => differenceOf(newest, draft)))
  return { problems, text, difference: difference?.outcome === 'done' ? difference.value : undefined }
}

/** A draft may hold mistakes; they are among the problems. */
function ifReadable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof PolicyTextError)) throw error
    return undefined
  }
}
