'use client'

import { CheckboxField } from '@/components/forms/checkbox-field'
import { PortalForm } from '@/components/forms/portal-form'
import { TextField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { Fieldset } from '@/components/kern/fieldset'
import { saveOwnEntry } from './actions'

type Props = {
  values: {
    isListed: boolean
    showName: boolean
    showPosition: boolean
    showGroup: boolean
    introduction: string
    website: string
    subjects: readonly string[]
  }
  /** Private persons and staff decide whether they appear at all. */
  appearsByChoice: boolean
  /** Without an organisation the name is what is shown. */
  hasOrganisation: boolean
  ownName: string
  ownPosition: string | null
  ownGroup: string
  subjects: readonly { value: string; label: string }[]
}

export function EntryForm({
  values,
  appearsByChoice,
  hasOrganisation,
  ownName,
  ownPosition,
  ownGroup,
  subjects,
}: Props) {
  return (
    <PortalForm action={saveOwnEntry} errorTitle="Eintrag im Verzeichnis" submit="Eintrag speichern">
      {(state) => (
        <>
          <Fieldset id="sichtbar" legend="Was andere Mitglieder sehen">
            {appearsByChoice ? (
              <CheckboxField
                name="isListed"
                label={hasOrganisation ? 'Mich im Verzeichnis zeigen' : `Mich im Verzeichnis zeigen, als „${ownName}“`}
                defaultChecked={values.isListed}
                state={state}
                optional
              />
            ) : null}
            {hasOrganisation ? (
              <CheckboxField
                name="showName"
                label={`Meinen Namen zeigen: ${ownName}`}
                defaultChecked={values.showName}
                state={state}
                optional
              />
            ) : null}
            {ownPosition ? (
              <CheckboxField
                name="showPosition"
                label={`Meinen Aufgabenbereich/meine Position zeigen: ${ownPosition}`}
                defaultChecked={values.showPosition}
                state={state}
                optional
              />
            ) : null}
            <CheckboxField
              name="showGroup"
              label={`Meine Nutzergruppe zeigen: ${ownGroup}`}
              defaultChecked={values.showGroup}
              state={state}
              optional
            />
          </Fieldset>
          <Fieldset id="fachgebiete" legend="Fachgebiete (optional)" hint="Danach können andere filtern.">
            {subjects.map(({ value, label }) => (
              <CheckboxField
                key={value}
                name={`subject-${value}`}
                label={label}
                defaultChecked={values.subjects.includes(value)}
                state={state}
                optional
              />
            ))}
          </Fieldset>
          <TextareaField
            name="introduction"
            label="Vorstellung"
            hint="Höchstens 2.000 Zeichen. Einfaches Markdown ist möglich: **fett**, Listen mit - am Zeilenanfang. Eine E-Mail-Adresse brauchen Sie hier nicht: Andere schreiben Ihnen über das Portal."
            defaultValue={values.introduction}
            state={state}
            optional
          />
          <TextField
            name="website"
            label="Website"
            hint="Beispiel: https://www.beispiel.de"
            defaultValue={values.website}
            inputMode="url"
            autoComplete="url"
            maxLength={200}
            state={state}
            optional
          />
        </>
      )}
    </PortalForm>
  )
}
