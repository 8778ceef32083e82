import { type ComponentProps, type ReactNode } from 'react'
import { classes } from './classes'
import { Icon } from './icon'

/** What each control says about its hint and its error to assistive technology. */
export function described(id: string, { hint, error }: { hint?: ReactNode; error?: string }) {
  const by = classes(hint ? `${id}-hinweis` : null, error ? `${id}-fehler` : null)
  return { 'aria-describedby': by || undefined, 'aria-invalid': error ? true : undefined }
}

type FieldProps = {
  id: string
  label: ReactNode
  hint?: ReactNode
  error?: string
  /** Marks a field that may stay empty; all others are mandatory. */
  optional?: boolean
  children: ReactNode
}

/** Label, hint, control, message: in this order for every control of one line or more. */
export function FormField({ id, label, hint, error, optional, children }: FieldProps) {
  return (
    <div className={classes('kern-form-input', error && 'kern-form-input--error')}>
      <label className="kern-label" htmlFor={id}>
        {label}
        {optional ? <span className="kern-label__optional"> (optional)</span> : null}
      </label>
      {hint ? (
        <div id={`${id}-hinweis`} className="kern-hint">
          {hint}
        </div>
      ) : null}
      {children}
      <FieldError id={id} error={error} />
    </div>
  )
}

/** The message at the field, worded as in the error summary. */
export function FieldError({ id, error }: { id: string; error?: string }) {
  if (!error) return null
  return (
    <p id={`${id}-fehler`} className="kern-error">
      <Icon name="danger" />
      <span className="kern-body">
        <span className="kern-sr-only">Fehler: </span>
        {error}
      </span>
    </p>
  )
}

export function Input({ invalid, className, ...rest }: ComponentProps<'input'> & { invalid?: boolean }) {
  return (
    <input
      {...rest}
      className={classes('kern-form-input__input', invalid && 'kern-form-input__input--error', className)}
    />
  )
}

export function Textarea({ invalid, ...rest }: ComponentProps<'textarea'> & { invalid?: boolean }) {
  return (
    <textarea
      {...rest}
      className={classes('kern-form-input__input h-auto', invalid && 'kern-form-input__input--error')}
    />
  )
}

export function Select({ invalid, ...rest }: ComponentProps<'select'> & { invalid?: boolean }) {
  return (
    <div className="kern-form-input__select-wrapper">
      <select {...rest} className={classes('kern-form-input__select', invalid && 'kern-form-input__select--error')} />
    </div>
  )
}

/** An input and a button with an icon in one line; the button needs an aria-label. */
export function InputGroup({ children }: { children: ReactNode }) {
  return <div className="kern-input-group kern-input-group--compact">{children}</div>
}

type CheckProps = ComponentProps<'input'> & {
  id: string
  kind: 'checkbox' | 'radio'
  label: ReactNode
  invalid?: boolean
  children?: ReactNode
}

/** One box or one dot with its label; `children` take an error message. */
export function Check({ kind, label, invalid, children, ...rest }: CheckProps) {
  return (
    <div className={classes('kern-form-check', invalid && kind === 'checkbox' && 'kern-form-check--error')}>
      <input
        {...rest}
        type={kind}
        className={classes(`kern-form-check__${kind}`, invalid && `kern-form-check__${kind}--error`)}
      />
      <label className="kern-label" htmlFor={rest.id}>
        {label}
      </label>
      {children}
    </div>
  )
}
