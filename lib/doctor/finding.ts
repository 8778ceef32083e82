/** What the doctor looked at, and how it is; `todo`: what the operator does about it. No secret, no name of a member, no address but their own. */
export type Finding = { subject: string; state: 'good' | 'look' | 'bad'; text: string; todo?: string }

/** Words for one subject. */
export function about(subject: string) {
  return {
    good: (text: string): Finding => ({ subject, state: 'good', text }),
    /** It may be meant, and should be looked at. */
    look: (text: string, todo?: string): Finding => ({ subject, state: 'look', text, todo }),
    /** A promise, or the operation, depends on it. */
    bad: (text: string, todo?: string): Finding => ({ subject, state: 'bad', text, todo }),
  }
}
