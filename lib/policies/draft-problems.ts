import { type PublishedVersion } from './published-versions'
import { policyTextProblems } from './render-policy'
import { type DraftContent } from './save-draft'

/** A draft as it is stored or typed. */
type Seen = Omit<DraftContent, 'changeSummary'> & { changeSummary: string | null }

const compared = ['body', 'inactivityPeriod', 'responsePeriod', 'objectionPeriod', 'accessLogPeriod'] as const

/**
 * What keeps a draft from being published, as German sentences; empty if nothing does (DS-11): every period and address that the
 * software obeys stands in the text, members learn what changes, and something does change.
 */
export function draftProblems(draft: Seen, newest: PublishedVersion): string[] {
  return [
    ...(draft.changeSummary ? [] : ['Die Zusammenfassung für die Mitglieder fehlt.']),
    ...(compared.every((name) => draft[name] === newest[name])
      ? [`Der Entwurf unterscheidet sich nicht von Fassung ${newest.number}.`]
      : []),
    ...policyTextProblems(draft.body),
  ]
}
