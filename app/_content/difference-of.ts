import { type ComparedBlock, compareVersions } from '@/lib/policies/compare-versions'
import { type Renderable, renderPolicy } from '@/lib/policies/render-policy'
import { policyFacts } from './policy-facts'

/** Difference of any two texts, drafts too, as they are shown: with all placeholders filled. */
export function differenceOf(older: Renderable, newer: Renderable): ComparedBlock[] {
  const facts = policyFacts()
  return compareVersions(renderPolicy(older, facts), renderPolicy(newer, facts))
}
