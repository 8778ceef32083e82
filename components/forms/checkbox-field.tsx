import { type ReactNode } from 'react'
import { Check, described, FieldError } from '../kern/form-field'
import { Text } from '../kern/text'
import { type FieldProps, fieldFacts } from './field-state'

type Props = Omit<FieldProps, 'label' | 'defaultValue' | 'autoComplete'> & {
  /** May hold a link. */
  label: ReactNode
  /** What is sent when it is ticked. */
  value?: string
  defaultChecked?: boolean
}

/** One box to tick. Never ticked beforehand where it declares something. */
export function CheckboxField({ name, label, hint, state, optional, value = 'yes', defaultChecked }: Props) {
  const facts = fieldFacts({ name, label: '', state, optional })
  const { id, error } = facts
  return (
    <div>
      <Check
        kind="checkbox"
        id={id}
        name={name}
        value={value}
        label={label}
        defaultChecked={state?.values ? facts.value === value : defaultChecked}
        required={!optional}
        invalid={Boolean(error)}
        {...described(id, { hint, error })}
      >
        <FieldError id={id} error={error} />
      </Check>
      {hint ? (
        <Text as="div" id={`${id}-hinweis`} size="small" muted className="pl-12">
          {hint}
        </Text>
      ) : null}
    </div>
  )
}
