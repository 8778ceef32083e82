import { type ComponentProps } from 'react'
import { described, FormField, Input } from '../kern/form-field'
import { type FieldProps, fieldFacts } from './field-state'

type Props = FieldProps &
  Pick<ComponentProps<'input'>, 'type' | 'inputMode' | 'spellCheck' | 'maxLength' | 'autoCapitalize'>

/** One line of text. */
export function TextField({ state, label, hint, optional, defaultValue, required: _required, ...rest }: Props) {
  const { id, error, value, required } = fieldFacts({ ...rest, label, state, defaultValue, optional })
  return (
    <FormField id={id} label={label} hint={hint} error={error} optional={optional}>
      <Input
        type="text"
        {...rest}
        id={id}
        defaultValue={value}
        required={required}
        invalid={Boolean(error)}
        {...described(id, { hint, error })}
      />
    </FormField>
  )
}

/** An e-mail address (A-F2). */
export function EmailField({ autoComplete = 'email', ...rest }: FieldProps) {
  return (
    <TextField
      {...rest}
      type="email"
      inputMode="email"
      autoComplete={autoComplete}
      autoCapitalize="none"
      spellCheck={false}
      maxLength={254}
    />
  )
}

/** A moment as wall clock in Berlin, "2026-11-22T14:05"; the browser offers calendar and clock. */
export function MomentField(props: FieldProps) {
  return <TextField {...props} type="datetime-local" />
}

/** A calendar day; the browser offers its calendar, the value is an ISO day. */
export function DateField(props: FieldProps) {
  return <TextField {...props} type="date" />
}
