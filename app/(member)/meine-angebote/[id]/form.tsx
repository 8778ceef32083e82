'use client'

import { CheckboxField } from '@/components/forms/checkbox-field'
import { type FieldState } from '@/components/forms/field-state'
import { PortalForm } from '@/components/forms/portal-form'
import { RevealFor } from '@/components/forms/reveal-for'
import { SelectField } from '@/components/forms/select-field'
import { DateField, TextField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { Button } from '@/components/kern/button'
import { Heading } from '@/components/kern/heading'
import { attendanceLabels, codesOf, optionsOf, priceKindLabels, subjectLabels } from '@/lib/codes'
import { saveDraft } from '../actions'
import { Autosave } from './parts/autosave'

type Kind = 'offer' | 'event' | 'notice'
type Values = Record<string, string>
type Props = {
  kind: Kind
  /** The row that is written */
  id: string
  /** The publication whose page this is */
  page: string
  revision: number
  isCorrection: boolean
  savedAt: string
  values: Values
  hasOrganisation: boolean
  /** How long something without a date is shown, in words. */
  undatedFor: string
}
type Part = { state: FieldState; values: Values; kind: Kind }

const subjectOptions = optionsOf(subjectLabels)
const attendanceOptions = codesOf(attendanceLabels).map((value) => ({
  value,
  label: attendanceLabels[value],
  reveals: value !== 'online',
}))
const priceOptions = optionsOf(priceKindLabels)

/** The text of a publication. Kept by itself while somebody writes, and by a button without scripts; may be unfinished. */
export function DraftForm(props: Props) {
  const { kind, id, page, revision, isCorrection, savedAt, values, hasOrganisation, undatedFor } = props
  return (
    <PortalForm
      action={saveDraft}
      errorTitle="Entwurf bearbeiten"
      page={`/meine-angebote/${page}`}
      submit="Speichern und Vorschau ansehen"
      aside={
        <Button variant="secondary" name="next" value="speichern">
          {isCorrection ? 'Änderungen speichern' : 'Entwurf speichern'}
        </Button>
      }
    >
      {(state) => (
        <>
          <input type="hidden" name="publicationId" value={id} />
          <input type="hidden" name="page" value={page} />
          <input type="hidden" name="kind" value={kind} />
          <Autosave id={id} revision={revision} savedAt={savedAt} />
          <Words state={state} values={values} kind={kind} />
          {kind === 'notice' ? null : <Place state={state} values={values} kind={kind} />}
          <Time state={state} values={values} kind={kind} undatedFor={undatedFor} />
          {kind === 'notice' ? null : <Price state={state} values={values} kind={kind} />}
          <Heading level={2} size="medium">
            Weiteres
          </Heading>
          <TextField name="targetGroup" label="Zielgruppe" state={state} defaultValue={values.targetGroup} optional />
          <TextField
            name="link"
            label="Link"
            hint="Eine Seite mit mehr Informationen oder zur Anmeldung, zum Beispiel https://beispiel.de/kurs"
            state={state}
            defaultValue={values.link}
            optional
            inputMode="url"
            spellCheck={false}
          />
          <CheckboxField
            name="showName"
            label="Meinen Vornamen und Namen mit anzeigen"
            hint={
              hasOrganisation
                ? 'Sonst sehen andere nur Ihre Organisation. Ihre E-Mail-Adresse sieht niemand.'
                : 'Sonst sehen andere nur „Privatperson“. Ihre E-Mail-Adresse sieht niemand.'
            }
            state={state}
            defaultChecked={values.showName === 'yes'}
            optional
          />
        </>
      )}
    </PortalForm>
  )
}

function Words({ state, values, kind }: Part) {
  return (
    <>
      <TextField name="title" label="Titel" state={state} defaultValue={values.title} maxLength={120} />
      <TextareaField
        name="summary"
        label="Kurzbeschreibung"
        hint="Ein bis drei Sätze für die Liste und die Suche, höchstens 400 Zeichen"
        state={state}
        defaultValue={values.summary}
        rows={3}
        maxLength={400}
      />
      <TextareaField
        name="body"
        label={kind === 'notice' ? 'Text' : 'Beschreibung'}
        hint="**fett**, Listen mit „- “ am Zeilenanfang, Links als [Text](https://…)"
        state={state}
        defaultValue={values.body}
        rows={12}
        optional
      />
      <SelectField
        name="subject1"
        label="Thema"
        options={subjectOptions}
        state={state}
        defaultValue={values.subject1}
      />
      <div className="grid grid-cols-1 gap-6 sm:grid-cols-2">
        <SelectField
          name="subject2"
          label="Zweites Thema"
          options={subjectOptions}
          placeholder="keines"
          state={state}
          defaultValue={values.subject2}
          optional
        />
        <SelectField
          name="subject3"
          label="Drittes Thema"
          options={subjectOptions}
          placeholder="keines"
          state={state}
          defaultValue={values.subject3}
          optional
        />
      </div>
    </>
  )
}

function Place({ state, values }: Part) {
  return (
    <>
      <Heading level={2} size="medium">
        Ort
      </Heading>
      <SelectField
        name="attendance"
        label="Vor Ort oder online"
        options={attendanceOptions}
        state={state}
        defaultValue={values.attendance}
      />
      <RevealFor>
        <TextField name="place" label="Ort" hint="Zum Beispiel: Erfurt" state={state} defaultValue={values.place} />
        <TextField name="venue" label="Anschrift oder Raum" state={state} defaultValue={values.venue} optional />
      </RevealFor>
    </>
  )
}

function Time({ state, values, kind, undatedFor }: Part & Pick<Props, 'undatedFor'>) {
  if (kind === 'notice')
    return (
      <DateField
        name="endsOn"
        label="Gilt bis"
        hint={`Danach wird die Information nicht mehr gezeigt. Ohne Datum ist sie ${undatedFor} zu sehen; vorher fragen wir, ob sie noch stimmt.`}
        state={state}
        defaultValue={values.endsOn}
        optional
      />
    )
  return (
    <>
      <Heading level={2} size="medium">
        Zeit
      </Heading>
      <div className="grid grid-cols-1 gap-6 sm:grid-cols-2">
        <DateField
          name="startsOn"
          label="Beginnt am"
          hint={kind === 'offer' ? 'Leer, wenn der Einstieg jederzeit möglich ist' : undefined}
          state={state}
          defaultValue={values.startsOn}
          optional={kind === 'offer'}
        />
        <TextField
          name="startsAt"
          type="time"
          label="Beginnt um"
          hint={kind === 'offer' ? 'Zum Beispiel: 09:30' : undefined}
          state={state}
          defaultValue={values.startsAt}
          optional
        />
        <DateField name="endsOn" label="Endet am" state={state} defaultValue={values.endsOn} optional />
        <TextField name="endsAt" type="time" label="Endet um" state={state} defaultValue={values.endsAt} optional />
      </div>
      <TextField
        name="duration"
        label="Umfang"
        hint="Zum Beispiel: 40 Unterrichtsstunden, sechs Abende"
        state={state}
        defaultValue={values.duration}
        optional
      />
    </>
  )
}

function Price({ state, values }: Part) {
  return (
    <>
      <Heading level={2} size="medium">
        Preis und Förderung
      </Heading>
      <div className="grid grid-cols-1 gap-6 sm:grid-cols-2">
        <SelectField
          name="priceKind"
          label="Was kostet es?"
          options={priceOptions}
          state={state}
          defaultValue={values.priceKind}
        />
        <TextField
          name="price"
          label="Preis in Euro"
          hint="Nur bei festem Preis"
          state={state}
          defaultValue={values.price}
          inputMode="decimal"
          optional
        />
      </div>
      <TextField
        name="funding"
        label="Förderung"
        hint="Zum Beispiel: Bildungsscheck, Bildungsgutschein, Aufstiegs-BAföG"
        state={state}
        defaultValue={values.funding}
        optional
      />
    </>
  )
}
