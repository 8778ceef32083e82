import { type FieldState } from '../forms/field-state'
import { RevealFor } from '../forms/reveal-for'
import { type Option, SelectField } from '../forms/select-field'
import { TextField } from '../forms/text-field'

export type MemberValues = {
  surname?: string
  givenName?: string
  memberGroup?: string
  organisation?: string | null
  position?: string | null
}

type Props = { state: FieldState; values?: MemberValues }

/** Name and Vorname, as registration and profile ask for them (DS-03). */
export function NameFields({ state, values }: Props) {
  return (
    <>
      <TextField
        name="surname"
        label="Name"
        hint="Damit wir wissen, wer sich registriert. Ihr Name steht bei dem, was Sie im Portal veröffentlichen."
        state={state}
        defaultValue={values?.surname}
        autoComplete="family-name"
      />
      <TextField
        name="givenName"
        label="Vorname"
        hint="Zusammen mit dem Namen, um Sie als Person zu prüfen."
        state={state}
        defaultValue={values?.givenName}
        autoComplete="given-name"
      />
    </>
  )
}

/** Nutzergruppe, and what the groups that act for an organisation add. The server decides which need it. */
export function GroupFields({ state, values, groups }: Props & { groups: readonly Option[] }) {
  return (
    <>
      <SelectField
        name="memberGroup"
        label="Nutzergruppe"
        hint="Damit erkennbar ist, ob Sie für sich selbst oder für eine Einrichtung handeln."
        state={state}
        options={groups}
        defaultValue={values?.memberGroup}
      />
      <RevealFor>
        <TextField
          name="organisation"
          label="Unternehmen/Institution"
          hint="Für wen Sie im Portal handeln. Das sichert die Qualität der Inhalte."
          state={state}
          defaultValue={values?.organisation ?? undefined}
          autoComplete="organization"
        />
        <TextField
          name="position"
          label="Aufgabenbereich/Position"
          hint="Damit andere wissen, wofür Sie dort zuständig sind."
          state={state}
          defaultValue={values?.position ?? undefined}
          autoComplete="organization-title"
        />
      </RevealFor>
    </>
  )
}
