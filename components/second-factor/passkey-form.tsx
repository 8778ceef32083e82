'use client'

import { type ReactNode, useActionState, useRef, useState } from 'react'
import { type FieldState } from '../forms/field-state'
import { Alert } from '../kern/alert'
import { Button } from '../kern/button'

type Options = Parameters<typeof import('@simplewebauthn/browser').startRegistration>[0]['optionsJSON']
type RequestOptions = Parameters<typeof import('@simplewebauthn/browser').startAuthentication>[0]['optionsJSON']

type Props = {
  /** Takes the answer of the passkey in the field `answer`. */
  action: (state: FieldState, form: FormData) => Promise<FieldState>
  /** From lib/auth/passkeys.ts. */
  options: { create: Options } | { ask: RequestOptions }
  submit: string
  /** Further fields. */
  children?: (state: FieldState) => ReactNode
}

/** Lets the browser make or use a passkey and sends its answer. Its library is loaded when somebody presses the button. */
export function PasskeyForm({ action, options, submit, children }: Props) {
  const [state, send] = useActionState(action, {})
  const [problem, setProblem] = useState<string>()
  const form = useRef<HTMLFormElement>(null)
  const answer = useRef<HTMLInputElement>(null)

  async function askBrowser() {
    setProblem(undefined)
    try {
      const browser = await import('@simplewebauthn/browser')
      const result =
        'create' in options
          ? await browser.startRegistration({ optionsJSON: options.create })
          : await browser.startAuthentication({ optionsJSON: options.ask })
      if (answer.current) answer.current.value = JSON.stringify(result)
      form.current?.requestSubmit()
    } catch {
      setProblem('Der Passkey hat nicht geantwortet, oder Sie haben abgebrochen. Bitte versuchen Sie es noch einmal.')
    }
  }

  const failure = problem ?? state.problem ?? state.errors?.answer
  return (
    <form ref={form} action={send} className="flex flex-col gap-6">
      {failure ? <Alert variant="danger" title={failure} role="alert" /> : null}
      {children?.({ ...state, prefix: 'passkey' })}
      <input ref={answer} type="hidden" name="answer" defaultValue="" />
      <div>
        <Button type="button" variant="secondary" onClick={askBrowser}>
          {submit}
        </Button>
      </div>
      <noscript>Passkeys brauchen JavaScript. Die App auf Ihrem Telefon geht ohne.</noscript>
    </form>
  )
}
