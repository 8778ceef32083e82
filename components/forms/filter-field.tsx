import { type ComponentProps } from 'react'
import { FormField, Input, Select } from '../kern/form-field'

type Props = { name: string; label: string; value?: string; hint?: string }

/** Fields of a search: a plain GET form, so that a result can be kept as an address and works without scripts. */
export function FilterSelect({
  name,
  label,
  value,
  all,
  options,
}: Props & { all?: string; options: Record<string, string> }) {
  return (
    <FormField id={name} label={label}>
      <Select id={name} name={name} defaultValue={value ?? ''}>
        {all ? <option value="">{all}</option> : null}
        {Object.entries(options).map(([code, text]) => (
          <option key={code} value={code}>
            {text}
          </option>
        ))}
      </Select>
    </FormField>
  )
}

export function FilterText(props: Props) {
  return <FilterInput {...props} type="search" maxLength={100} autoComplete="off" spellCheck={false} />
}

export function FilterDay(props: Props) {
  return <FilterInput {...props} type="date" />
}

export function FilterNumber(props: Props) {
  return <FilterInput {...props} type="text" inputMode="numeric" pattern="[0-9]*" maxLength={9} autoComplete="off" />
}

function FilterInput({ name, label, value, hint, ...input }: Props & ComponentProps<'input'>) {
  return (
    <FormField id={name} label={label} hint={hint}>
      <Input
        {...input}
        id={name}
        name={name}
        defaultValue={value}
        aria-describedby={hint ? `${name}-hinweis` : undefined}
      />
    </FormField>
  )
}
