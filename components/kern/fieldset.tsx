import { type ReactNode } from 'react'
import { classes } from './classes'
import { FieldError } from './form-field'

type Props = {
  legend: string
  hint?: ReactNode
  error?: string
  /** Base of the ids of hint and error. */
  id: string
  horizontal?: boolean
  children: ReactNode
}

/** Controls that belong together, with one question above them. */
export function Fieldset({ legend, hint, error, id, horizontal, children }: Props) {
  const describedBy = classes(hint ? `${id}-hinweis` : null, error ? `${id}-fehler` : null)
  return (
    <fieldset
      aria-describedby={describedBy || undefined}
      className={classes('kern-fieldset', error && 'kern-fieldset--error')}
    >
      <legend className="kern-label">{legend}</legend>
      {hint ? (
        <div id={`${id}-hinweis`} className="kern-hint">
          {hint}
        </div>
      ) : null}
      <div className={classes('kern-fieldset__body', horizontal && 'kern-fieldset__body--horizontal')}>{children}</div>
      <FieldError id={id} error={error} />
    </fieldset>
  )
}
