import { type ReactNode } from 'react'
import { type Ask, AskedFields } from '@/components/forms/asked-fields'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { FactorField } from '@/components/forms/factor-field'
import { FACTOR_FIELD, type FieldState } from '@/components/forms/field-state'
import { FilterDay, FilterNumber, FilterSelect, FilterText } from '@/components/forms/filter-field'
import { PasswordField } from '@/components/forms/password-field'
import { RadioField } from '@/components/forms/radio-field'
import { RevealFor } from '@/components/forms/reveal-for'
import { SelectField } from '@/components/forms/select-field'
import { DateField, EmailField, MomentField, TextField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { ErrorSummary } from '@/components/layout/error-summary'
import { FormExample } from './form-example'
import { longText, longWord, type Part } from './part'

const options = [
  { value: 'a', label: longText },
  { value: 'b', label: longWord, reveals: true },
]

const asks: readonly Ask[] = [
  { kind: 'line', name: 'zeile', label: 'Name' },
  { kind: 'day', name: 'tag', label: 'Tag des Eingangs', optional: true },
  { kind: 'choice', name: 'wahl', label: 'Wen betrifft es?', options, defaultValue: 'b' },
  { kind: 'revealed', asks: [{ kind: 'lines', name: 'liste', label: 'Liste', rows: 2 }] },
]

/** Each field once as it is met, and once as it comes back with an error. */
function both(name: string, field: (props: { name: string; hint: string; state: FieldState }) => ReactNode): Part {
  const wrong = {
    errors: { feld: `Prüfen Sie: ${longWord}.` },
    values: { feld: 'b' },
    prefix: `galerie-${name}-falsch`,
  }
  return {
    name,
    states: [
      [
        'frisch',
        <div key="frisch">{field({ name: 'feld', hint: longText, state: { prefix: `galerie-${name}` } })}</div>,
      ],
      ['mit Fehler', <div key="fehler">{field({ name: 'feld', hint: longText, state: wrong })}</div>],
    ],
  }
}

export const formParts: readonly Part[] = [
  { name: 'PortalForm', states: [['kommt mit einem Fehler zurück', <FormExample key="form" />]] },
  {
    name: 'AskedFields',
    states: [['Felder als Daten', <AskedFields key="daten" asks={asks} state={{ prefix: 'galerie-daten' }} />]],
  },
  {
    name: 'ErrorSummary',
    states: [
      [
        'zwei Fehler',
        <ErrorSummary
          key="fehler"
          id="galerie-fehler"
          errors={{ 'galerie-TextField-feld': longText, 'galerie-TextareaField-feld': longWord }}
        />,
      ],
    ],
  },
  both('TextField', (field) => <TextField {...field} label={longWord} />),
  both('EmailField', (field) => <EmailField {...field} label="E-Mail-Adresse" />),
  both('DateField', (field) => <DateField {...field} label="Tag der Überprüfung" optional />),
  both('MomentField', (field) => <MomentField {...field} label="Bekannt geworden am" />),
  both('TextareaField', (field) => <TextareaField {...field} label="Begründung" rows={3} />),
  both('SelectField', (field) => <SelectField {...field} label={longWord} options={options} />),
  both('RadioField', (field) => <RadioField {...field} label="Was soll geschehen?" options={options} />),
  both('CheckboxField', (field) => <CheckboxField {...field} label={longText} />),
  both('PasswordField', (field) => <PasswordField {...field} label="Passwort" autoComplete="current-password" />),
  {
    name: 'FactorField',
    states: [
      [
        'gefragt',
        <FactorField
          key="code"
          state={{ errors: { [FACTOR_FIELD]: 'Bitte geben Sie den Code ein.' }, prefix: 'galerie-code' }}
        />,
      ],
    ],
  },
  {
    name: 'RevealFor',
    states: [
      [
        'geht mit der Wahl auf',
        <form key="auf" className="flex flex-col gap-4">
          <RadioField
            name="wen"
            label="Wen betrifft es?"
            options={options}
            defaultValue="b"
            state={{ prefix: 'galerie-auf' }}
          />
          <RevealFor>
            <TextField name="liste" label="Liste" state={{ prefix: 'galerie-auf' }} />
          </RevealFor>
        </form>,
      ],
    ],
  },
  {
    name: 'FilterText',
    states: [['Suche', <FilterText key="text" name="galerie-suche" label="Suche" hint={longText} />]],
  },
  {
    name: 'FilterSelect',
    states: [
      ['Wahl', <FilterSelect key="wahl" name="galerie-wahl" label={longWord} all="Alle" options={{ a: longText }} />],
    ],
  },
  { name: 'FilterDay', states: [['Tag', <FilterDay key="tag" name="galerie-tag" label="Registriert von" />]] },
  { name: 'FilterNumber', states: [['Zahl', <FilterNumber key="zahl" name="galerie-zahl" label="Fassung" />]] },
]
