import { described, FormField, Textarea } from '../kern/form-field'
import { type FieldProps, fieldFacts } from './field-state'

/** Several lines of text. */
export function TextareaField({ rows = 8, maxLength, ...field }: FieldProps & { rows?: number; maxLength?: number }) {
  const { name, label, hint, optional, autoComplete } = field
  const { id, error, value, required } = fieldFacts(field)
  return (
    <FormField id={id} label={label} hint={hint} error={error} optional={optional}>
      <Textarea
        id={id}
        name={name}
        rows={rows}
        maxLength={maxLength}
        defaultValue={value}
        required={required}
        autoComplete={autoComplete}
        invalid={Boolean(error)}
        {...described(id, { hint, error })}
      />
    </FormField>
  )
}
