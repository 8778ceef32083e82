import { type Flash } from '@/lib/auth/flash'
import { type Farewell } from '@/lib/exchange'
import { type ComparedBlock } from '@/lib/policies/compare-versions'
import { type Block } from '@/lib/policies/policy-text'

/** What an action says to its form; `values` are the entries to keep, never passwords. */
export type FormState = {
  /** Field name → German message */
  errors?: Record<string, string>
  values?: Record<string, string>
  /** A failure that belongs to no field */
  problem?: string
  /** Somebody else was faster: without scripts the page shows what was written, instead of the case */
  isLate?: true
  /** Success without leaving the page */
  done?: string
  /** What follows from it, below */
  doneText?: string
  /** Where it goes on, and what is said there (goTo) */
  next?: { path: string; flash?: Flash }
  /** The session is over, and the answer says so */
  farewell?: Farewell
  /** What the entries would become, without storing them; without the pieces where the text cannot be read */
  preview?: { problems: string[]; difference?: ComparedBlock[]; text?: readonly Block[] }
  /** Safe HTML: a text as others will see it, before it is stored */
  shownText?: string
  /** Status of the page with a failure, where it is not 422 */
  status?: 401
  /** Seconds until the next try is allowed; the answer gets status 429 */
  retryAfterSeconds?: number
}
