import { CheckboxField } from './checkbox-field'
import { type FieldProps, type FieldState } from './field-state'
import { PasswordField } from './password-field'
import { RadioField } from './radio-field'
import { RevealFor } from './reveal-for'
import { type Option, SelectField } from './select-field'
import { DateField, EmailField, MomentField, TextField } from './text-field'
import { TextareaField } from './textarea-field'

type Named = Pick<FieldProps, 'name' | 'label' | 'hint' | 'optional' | 'defaultValue' | 'autoComplete'>

/** A field as data, so that a page can say what its form asks for without a file of its own. */
export type Ask =
  | (Named & { kind: 'line'; maxLength?: number; inputMode?: 'numeric' })
  | (Named & { kind: 'lines'; rows?: number; maxLength?: number })
  | (Named & { kind: 'email' | 'day' | 'moment' | 'tick' })
  | (Named & { kind: 'password'; autoComplete: 'current-password' | 'new-password' })
  /** One of a few in sight, or of a long list */
  | (Named & { kind: 'choice' | 'list'; options: readonly Option[] })
  /** Only after a choice that `reveals` them */
  | { kind: 'revealed'; asks: readonly Ask[] }

/** Names of the fields in their order. */
export function namesOf(asks: readonly Ask[]): string[] {
  return asks.flatMap((ask) => (ask.kind === 'revealed' ? namesOf(ask.asks) : ask.name))
}

/** The fields of a form in their order. */
export function AskedFields({ asks, state }: { asks: readonly Ask[]; state: FieldState }) {
  return asks.map((ask) => <Field key={ask.kind === 'revealed' ? 'revealed' : ask.name} ask={ask} state={state} />)
}

const oneLine = { line: TextField, email: EmailField, day: DateField, moment: MomentField }

function Field({ ask, state }: { ask: Ask; state: FieldState }) {
  switch (ask.kind) {
    case 'line':
    case 'email':
    case 'day':
    case 'moment': {
      const { kind, ...field } = ask
      const OneLine = oneLine[kind]
      return <OneLine {...field} state={state} />
    }
    case 'lines':
      return <TextareaField {...ask} state={state} />
    case 'tick':
      return <CheckboxField {...ask} state={state} />
    case 'password':
      return <PasswordField {...ask} state={state} />
    case 'choice':
      return <RadioField {...ask} state={state} />
    case 'list':
      return <SelectField {...ask} state={state} />
    case 'revealed':
      return (
        <RevealFor>
          <AskedFields asks={ask.asks} state={state} />
        </RevealFor>
      )
  }
}
