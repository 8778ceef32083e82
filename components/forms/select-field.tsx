import { described, FormField, Select } from '../kern/form-field'
import { type FieldProps, fieldFacts } from './field-state'

export type Option = {
  value: string
  label: string
  /** Choosing it shows the RevealFor of the form. */
  reveals?: boolean
}

type Props = FieldProps & { options: readonly Option[]; placeholder?: string }

/** One choice out of a list. Starts with `placeholder`, which counts as no answer. */
export function SelectField({ options, placeholder = 'Bitte wählen', ...field }: Props) {
  const { name, label, hint, optional, autoComplete } = field
  const { id, error, value, required } = fieldFacts(field)
  return (
    <FormField id={id} label={label} hint={hint} error={error} optional={optional}>
      <Select
        // React resets a form after its action but leaves the old choice in a select: a new element has the new one.
        key={value}
        id={id}
        name={name}
        defaultValue={value ?? ''}
        required={required}
        autoComplete={autoComplete}
        invalid={Boolean(error)}
        {...described(id, { hint, error })}
      >
        <option value="">{placeholder}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value} data-reveals={option.reveals || undefined}>
            {option.label}
          </option>
        ))}
      </Select>
    </FormField>
  )
}
