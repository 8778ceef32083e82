'use client'

import { useEffect, useRef } from 'react'
import { type FieldState } from '@/components/forms/field-state'
import { TextareaField } from '@/components/forms/textarea-field'
import { UnderWay } from '@/components/forms/under-way'
import { Heading } from '@/components/kern/heading'
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
  /** Id of the list that the post will join. */
  listId?: string
}

/** The text of a post, with its preview, and with the post itself as soon as it is under way. */
export function BodyField({ label, state, draft, ownNumber = 0, defaultValue, rows, listId }: Props) {
  const field = useRef<HTMLDivElement>(null)
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
      <UnderWay field="body" listId={listId} className="flex flex-col gap-4 rounded-lg border border-line p-5" />
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
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: drawn on the server like every text of a member */}
      <div className="member-text" dangerouslySetInnerHTML={{ __html: html }} />
    </section>
  )
}
