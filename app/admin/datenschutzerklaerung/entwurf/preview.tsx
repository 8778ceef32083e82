import { type ReactNode } from 'react'
import { type FormState } from '@/app/_edge/form-state'
import { Comparison } from '@/app/(public)/datenschutz/comparison'
import { policyFacts } from '@/app/(public)/datenschutz/policy-facts'
import { PolicyBlocks } from '@/app/(public)/datenschutz/policy-text'
import { differenceOf } from '@/app/(public)/datenschutz/version-comparison'
import { staticHtml } from '@/components/layout/static-html'
import { draftProblems } from '@/lib/policies/draft-problems'
import { PolicyTextError } from '@/lib/policies/policy-text'
import { type PublishedVersion } from '@/lib/policies/published-versions'
import { renderPolicy } from '@/lib/policies/render-policy'

export type Preview = NonNullable<FormState['preview']>

/** What a draft, stored or typed, would change and how it would look (DS-11). Pieces are empty where the text has mistakes. */
export function previewOf(draft: Parameters<typeof draftProblems>[0], newest: PublishedVersion): Preview {
  return {
    problems: draftProblems(draft, newest),
    difference: ifReadable(() => <Comparison blocks={differenceOf(newest, draft)} />),
    text: ifReadable(() => <PolicyBlocks blocks={renderPolicy(draft, policyFacts()).blocks} />),
  }
}

/** A draft may hold mistakes; they are among the problems. */
function ifReadable(show: () => ReactNode): string {
  try {
    return staticHtml(show())
  } catch (error) {
    if (!(error instanceof PolicyTextError)) throw error
    return ''
  }
}
