import { FormField, Input, Select } from '../kern/form-field'

type Props = { name: string; label: string; value?: string }

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

export function FilterText({ name, label, value, hint }: Props & { hint?: string }) {
  return (
    <FormField id={name} label={label} hint={hint}>
      <Input
        id={name}
        name={name}
        type="search"
        defaultValue={value}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={hint ? `${name}-hinweis` : undefined}
      />
    </FormField>
  )
}
