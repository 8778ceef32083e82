import { type FormState } from '@/app/_edge/form-state'
import { policyFacts } from '@/app/(public)/datenschutz/policy-facts'
import { differenceOf } from '@/app/(public)/datenschutz/version-comparison'
import { draftProblems } from '@/lib/policies/draft-problems'
import { PolicyTextError } from '@/lib/policies/policy-text'
import { type PublishedVersion } from '@/lib/policies/published-versions'
import { renderPolicy } from '@/lib/policies/render-policy'

export type Preview = NonNullable<FormState['preview']>

/** What a draft, stored or typed, would change and how it would look (DS-11). Pieces are missing where the text has mistakes. */
export function previewOf(draft: Parameters<typeof draftProblems>[0], newest: PublishedVersion): Preview {
  return {
    problems: draftProblems(draft, newest),
    difference: ifReadable(() => differenceOf(newest, draft)),
    text: ifReadable(() => renderPolicy(draft, policyFacts()).blocks),
  }
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
