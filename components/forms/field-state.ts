/** What the last answer of an action says to a form and its fields; the same shape as FormState at the edge. */
export type FieldState = {
  /** Field name → German message */
  errors?: Record<string, string>
  /** Entries to keep; never passwords */
  values?: Record<string, string>
  /** A failure that belongs to no field */
  problem?: string
  /** Success without leaving the page */
  done?: string
  /** What follows from it, below */
  doneText?: string
  /** Safe HTML: a text as others will see it, before it is stored */
  shownText?: string
  /** Keeps ids apart where a page has several forms */
  prefix?: string
}

/** Carries the code of the second factor where an act asks for it once more. */
export const FACTOR_FIELD = 'factorCode'

export type FieldProps = {
  name: string
  label: string
  hint?: React.ReactNode
  /** From PortalForm; without it the field has neither kept values nor messages. */
  state?: FieldState
  autoComplete?: string
  defaultValue?: string
  /** Fields are mandatory unless they say otherwise. */
  optional?: boolean
  /** For symmetry with HTML; mandatory is the rule, so nothing is shown for it. */
  required?: boolean
}

export function fieldId(name: string, state?: FieldState): string {
  return state?.prefix ? `${state.prefix}-${name}` : name
}

/** What every control needs to know: its id, what it shows and what is wrong with it. */
export function fieldFacts({ name, state, defaultValue, optional }: FieldProps) {
  return {
    id: fieldId(name, state),
    error: state?.errors?.[name],
    value: state?.values?.[name] ?? defaultValue,
    required: !optional,
  }
}
