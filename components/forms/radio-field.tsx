import { Fieldset } from '../kern/fieldset'
import { Check } from '../kern/form-field'
import { type FieldProps, fieldFacts } from './field-state'
import { type Option } from './select-field'

/** One choice out of a few that are all in view. `label` is the question. */
export function RadioField({
  options,
  horizontal,
  ...field
}: FieldProps & { options: readonly Option[]; horizontal?: boolean }) {
  const { name, label, hint } = field
  const { id, error, value } = fieldFacts(field)
  return (
    <Fieldset id={id} legend={label} hint={hint} error={error} horizontal={horizontal}>
      {options.map((option, index) => (
        <Check
          key={option.value}
          kind="radio"
          // The first one carries the id of the field: the error summary links to it.
          id={index === 0 ? id : `${id}-${option.value}`}
          name={name}
          value={option.value}
          label={option.label}
          defaultChecked={value === option.value}
          invalid={Boolean(error)}
          data-reveals={option.reveals || undefined}
        />
      ))}
    </Fieldset>
  )
}
