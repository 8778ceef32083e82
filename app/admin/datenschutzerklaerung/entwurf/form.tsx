'use client'

import { type FormEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { type FieldState } from '@/components/forms/field-state'
import { PortalForm } from '@/components/forms/portal-form'
import { TextField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { Button } from '@/components/kern/button'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { returnPolicyDraft, savePolicyDraft } from '../actions'
import { DraftPreview } from './parts/draft-preview'
import { type Preview } from './parts/preview'
import { useUnsavedGuard } from './parts/unsaved'

const TITLE = 'Entwurf – Verwaltung'

type Values = Record<
  'inactivityPeriod' | 'responsePeriod' | 'objectionPeriod' | 'accessLogPeriod' | 'changeSummary' | 'body',
  string
>
type Revision = { number: string; revision: string }

/** Waits this long after the last key before it shows the result. */
const PAUSE_MS = 600
const ADDRESS = '/admin/datenschutzerklaerung/entwurf'

/**
 * Text and periods of the next version; beside them what they change and how they will look. With scripts that follows the typing,
 * without them a button shows it; neither stores anything.
 */
export function DraftForm({ number, revision, values, saved, hints }: Revision & DraftFormProps) {
  const whole = useRef<HTMLDivElement>(null)
  const isUnsaved = useRef(false)
  const [typed, follow] = useTyped(isUnsaved)
  useUnsavedGuard(whole, isUnsaved)
  // With scripts there is nothing to press.
  const [isLive, setLive] = useState(false)
  useEffect(() => setLive(true), [])
  return (
    <div ref={whole} onInput={follow}>
      <PortalForm
        action={savePolicyDraft}
        errorTitle={TITLE}
        submit="Entwurf speichern"
        page={ADDRESS}
        aside={
          isLive ? null : (
            <Button variant="secondary" name="intent" value="preview" formAction={`${ADDRESS}#vorschau`}>
              Vorschau zeigen, ohne zu speichern
            </Button>
          )
        }
      >
        {(state) => (
          <div className="grid gap-8 lg:grid-cols-2">
            <div className="flex min-w-0 flex-col gap-6">
              <input type="hidden" name="number" value={state.values?.number ?? number} />
              <input type="hidden" name="revision" value={state.values?.revision ?? revision} />
              <DraftFields state={state} values={values} />
              {hints}
            </div>
            <section
              aria-labelledby="vorschau"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, so the keyboard must reach it
              tabIndex={0}
              className="flex min-w-0 flex-col gap-6 lg:sticky lg:top-4 lg:max-h-[calc(100vh-2rem)] lg:self-start lg:overflow-auto"
            >
              <Heading level={2} size="medium" id="vorschau">
                Vorschau
              </Heading>
              <Shown state={typed ?? state} saved={saved} newest={String(Number(number) - 1)} />
            </section>
          </div>
        )}
      </PortalForm>
    </div>
  )
}

type DraftFormProps = {
  values: Values
  /** Of the stored draft; nobody is shown one who may not read it. */
  saved?: Preview
  /** Below the text: which placeholders there are. */
  hints?: ReactNode
}
type State = { errors?: Record<string, string>; problem?: string; preview?: Preview }

/** The result for what is typed now, some moments after the last key. */
function useTyped(isUnsaved: RefObject<boolean>): [State | undefined, (event: FormEvent) => void] {
  const [typed, setTyped] = useState<State>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const turn = useRef(0)
  useEffect(() => () => clearTimeout(timer.current), [])

  async function show(form: HTMLFormElement): Promise<void> {
    const entries = new FormData(form)
    entries.set('intent', 'preview')
    turn.current += 1
    const own = turn.current
    const answer = await savePolicyDraft({}, entries).catch(() => ({
      problem: 'Die Vorschau ist gerade nicht erreichbar.',
    }))
    if (own === turn.current) setTyped(answer)
  }

  function follow({ target }: FormEvent): void {
    const form = (target as HTMLInputElement).form
    if (!form) return
    isUnsaved.current = true
    clearTimeout(timer.current)
    timer.current = setTimeout(() => show(form), PAUSE_MS)
  }

  return [typed, follow]
}

function Shown({ state, saved, newest }: { state: State; saved?: Preview; newest: string }) {
  const preview = state.preview ?? saved
  const [mistake] = Object.values(state.errors ?? {})
  const reason = state.problem ?? mistake
  return (
    <>
      {reason ? <Text>Die Vorschau wartet: {reason}</Text> : null}
      {!reason && !state.preview && saved ? <Text muted>So ist der Entwurf gespeichert.</Text> : null}
      {!reason && state.preview ? <Text muted>Noch nicht gespeichert.</Text> : null}
      {preview ? <DraftPreview preview={preview} newest={newest} /> : null}
    </>
  )
}

function DraftFields({ state, values }: { state: FieldState; values: Values }) {
  return (
    <>
      <TextField
        name="inactivityPeriod"
        label="Zeit ohne Anmeldung, nach der ein Konto als inaktiv gilt"
        hint="Zum Beispiel: 1 Jahr, 6 Monate"
        state={state}
        defaultValue={values.inactivityPeriod}
      />
      <TextField
        name="responsePeriod"
        label="Zeit für die Antwort auf den Hinweis"
        hint="Zum Beispiel: 4 Wochen"
        state={state}
        defaultValue={values.responsePeriod}
      />
      <TextField
        name="objectionPeriod"
        label="Zeit für den Widerspruch gegen eine neue Fassung"
        hint="Gegen diese Fassung gilt mindestens die längste bisherige Frist."
        state={state}
        defaultValue={values.objectionPeriod}
      />
      <TextField
        name="accessLogPeriod"
        label="Aufbewahrung der Protokolldateien"
        hint="Zum Beispiel: 7 Tage"
        state={state}
        defaultValue={values.accessLogPeriod}
      />
      <TextareaField
        name="changeSummary"
        label="Was sich ändert"
        hint="Steht in der E-Mail an alle Mitglieder, kurz und verständlich. Zum Einreichen ist der Text nötig."
        state={state}
        defaultValue={values.changeSummary}
        rows={5}
        optional
      />
      <TextareaField
        name="body"
        label="Text der Datenschutzerklärung"
        hint="Markdown mit Platzhaltern in doppelten geschweiften Klammern"
        state={state}
        defaultValue={values.body}
        rows={30}
      />
    </>
  )
}

export function ReturnForm({ number, revision, submit }: Revision & { submit: string }) {
  return (
    <PortalForm
      action={returnPolicyDraft}
      errorTitle={TITLE}
      submit={submit}
      submitVariant="secondary"
      prefix="zurueckgeben"
    >
      {(state) => (
        <>
          <input type="hidden" name="number" value={number} />
          <input type="hidden" name="revision" value={revision} />
          <TextareaField name="reason" label="Was noch zu ändern ist" state={state} rows={3} />
        </>
      )}
    </PortalForm>
  )
}
