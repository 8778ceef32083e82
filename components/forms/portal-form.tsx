'use client'

import { type FormEvent, type ReactNode, useActionState, useEffect, useRef, useState } from 'react'
import { largestBody } from '@/server/largest-body.mjs'
import { Alert } from '../kern/alert'
import { Button } from '../kern/button'
import { Heading } from '../kern/heading'
import { Text } from '../kern/text'
import { ErrorSummary } from '../layout/error-summary'
import { Title } from '../layout/title'
import { type Ask, AskedFields, namesOf } from './asked-fields'
import { FactorField } from './factor-field'
import { type FieldState, fieldId } from './field-state'

type Props = {
  /** Made by publicAction, memberAction or staffAction. */
  action: (state: FieldState, form: FormData) => Promise<FieldState>
  /** The page this form is: page title and h1. Leave it out where the form is only a part of its page. */
  title?: string
  /** Name of the page where the form is only a part of it: becomes the page title, with "Fehler:", when it comes back. */
  errorTitle?: string
  /** Between heading and fields. */
  intro?: ReactNode
  /** Label of the button. */
  submit: string
  submitVariant?: 'primary' | 'secondary' | 'danger'
  /** Beside the button. */
  aside?: ReactNode
  /** Address of the page, where different pages of that address draw this form: what was sent without scripts then finds it on each. */
  page?: string
  /** In place of the form when it has done its work: page title and h1, and what else there is to say. */
  afterwards?: { title: string; more: ReactNode }
  /** Keeps ids apart where a page has several forms. */
  prefix?: string
  /** What the action needs to know and the page knows already: hidden in the form. */
  known?: Readonly<Record<string, string>>
  /** What a person fills in; a form that asks for nothing is a button. */
  asks?: readonly Ask[]
  /** The fields, where they need more than data can say; a page of the server cannot hand these over. */
  children?: (state: FieldState) => ReactNode
}

const tooLarge: FieldState = {
  problem: 'Ihre Eingabe ist zu groß und wurde nicht gesendet. Ihr Text steht noch hier. Bitte kürzen Sie ihn.',
}

/** A form of the portal: works without scripts; says what is wrong, keeps what was entered, and is sent once (A-F1). */
export function PortalForm(props: Props) {
  const { action, title, errorTitle, intro, submit, submitVariant, aside, page, prefix, afterwards } = props
  const { known = {}, asks = [], children } = props
  const [given, send, isPending] = useActionState(action, {}, page)
  const [isTooLarge, setTooLarge] = useState(false)
  const answer: FieldState = isTooLarge ? tooLarge : given
  const state = { ...answer, prefix }
  const hasFailed = Boolean(answer.problem ?? Object.keys(answer.errors ?? {})[0])
  const news = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (hasFailed || answer.done) news.current?.focus()
  }, [answer, hasFailed])

  function sendOnce(event: FormEvent<HTMLFormElement>) {
    if (isPending) return event.preventDefault()
    // The server would refuse it unread, and what was written would be gone.
    const hasTooMuch = sizeOf(new FormData(event.currentTarget)) > largestForm()
    setTooLarge(hasTooMuch)
    if (!hasTooMuch) return
    event.preventDefault()
    news.current?.focus()
  }

  if (answer.done && afterwards) {
    return (
      <>
        <Title>{afterwards.title}</Title>
        <Heading level={1}>{afterwards.title}</Heading>
        <Alert ref={news} variant="success" title={answer.done} role="status" id="erfolg" focusable autoFocus>
          {answer.doneText ? <Text>{answer.doneText}</Text> : null}
        </Alert>
        {afterwards.more}
      </>
    )
  }
  return (
    <>
      {title ? <Title error={hasFailed}>{title}</Title> : null}
      {errorTitle && hasFailed ? <Title error>{errorTitle}</Title> : null}
      {hasFailed ? (
        <ErrorSummary
          ref={news}
          errors={byControl(state, namesOf(asks))}
          problem={answer.problem}
          id={fieldId('fehler', state)}
        />
      ) : null}
      {answer.done ? (
        <Alert ref={news} variant="success" title={answer.done} role="status" id={fieldId('erfolg', state)} focusable />
      ) : null}
      {title ? <Heading level={1}>{title}</Heading> : null}
      {intro}
      <form action={send} onSubmit={sendOnce} noValidate className="flex flex-col gap-6">
        {Object.entries(known).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <AskedFields asks={asks} state={state} />
        {children?.(state)}
        <FactorField state={state} />
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <Button variant={submitVariant} aria-disabled={isPending || undefined}>
            {submit}
          </Button>
          {aside}
          <span role="status">{isPending ? <Text as="span">Wird gesendet …</Text> : null}</span>
        </div>
      </form>
    </>
  )
}

/** Bytes of text that the server takes; what was sent last comes along with the answer to it. */
function largestForm(): number {
  return 0.45 * largestBody(window.location.pathname)
}

function sizeOf(form: FormData): number {
  return [...form.values()].reduce((sum, value) => sum + (typeof value === 'string' ? new Blob([value]).size : 0), 0)
}

/** Messages by the id of their control, in the order of the fields; of those that are not data, in the order in which the action found them. */
function byControl(state: FieldState, names: readonly string[]): Record<string, string> {
  const place = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length)
  return Object.fromEntries(
    Object.entries(state.errors ?? {})
      .sort(([one], [other]) => place(one) - place(other))
      .map(([name, message]) => [fieldId(name, state), message]),
  )
}
