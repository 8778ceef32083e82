'use client'

import { useEffect, useRef } from 'react'
import { useFormStatus } from 'react-dom'
import { type FieldState, fieldId } from '@/components/forms/field-state'
import { TextareaField } from '@/components/forms/textarea-field'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { lengths } from '@/lib/forum/limits'
import { keepDraft } from './keep-draft'

type Props = {
  label: string
  state: FieldState
  /** Name of the draft; the same text comes back after a reload of this tab. Without it nothing is kept. */
  draft?: string
  /** Number of the member's last post here: a draft that is older has been sent. */
  ownNumber?: number
  defaultValue?: string
  rows?: number
}

/** The text of a post, with its preview, and with the post itself as soon as it is under way. */
export function BodyField({ label, state, draft, ownNumber = 0, defaultValue, rows }: Props) {
  const field = useRef<HTMLDivElement>(null)
  const id = fieldId('body', state)
  useEffect(() => {
    const area = field.current?.querySelector('textarea')
    return draft && area ? keepDraft(area, { name: draft, ownNumber }) : undefined
  }, [draft, ownNumber])
  return (
    <>
      <Preview html={state.shownText} />
      <div ref={field}>
        <TextareaField
          name="body"
          label={label}
          hint="Einfache Auszeichnung ist möglich: **fett**, *kursiv*, Listen mit „- “ am Anfang, Links."
          rows={rows}
          maxLength={lengths.body}
          autoComplete="off"
          defaultValue={defaultValue}
          state={state}
        />
      </div>
      <UnderWay id={`${id}-unterwegs`} />
    </>
  )
}

function Preview({ html }: { html?: string }) {
  const shown = useRef<HTMLElement>(null)
  useEffect(() => {
    if (html) shown.current?.focus()
  }, [html])
  if (!html) return null
  return (
    <section
      ref={shown}
      tabIndex={-1}
      aria-labelledby="vorschau"
      className="flex flex-col gap-3 rounded-lg border-2 border-dashed border-line p-5"
    >
      <Heading level={2} size="small" id="vorschau">
        Vorschau – noch nicht veröffentlicht
      </Heading>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made by renderMarkdown on the server */}
      <div className="member-text" dangerouslySetInnerHTML={{ __html: html }} />
    </section>
  )
}

/** With scripts the post stands there at once, marked as under way; if it is not taken, the form says why and has the text. */
function UnderWay({ id }: { id: string }) {
  const { pending, data } = useFormStatus()
  const text = pending && data.get('intent') === null ? data.get('body') : null
  if (typeof text !== 'string' || text.trim() === '') return null
  return (
    <section
      id={id}
      aria-label="Ihr Beitrag"
      className="flex flex-col gap-2 rounded-lg border border-line p-5 opacity-70"
    >
      <Text size="small" muted>
        Ihr Beitrag wird veröffentlicht …
      </Text>
      <Text as="div" className="whitespace-pre-wrap">
        {text}
      </Text>
    </section>
  )
}
