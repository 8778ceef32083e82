'use client'

import { type ReactNode } from 'react'
import { PortalForm } from '@/components/forms/portal-form'
import { TextField } from '@/components/forms/text-field'
import { TextareaField } from '@/components/forms/textarea-field'
import { UnderWay } from '@/components/forms/under-way'
import { answerMessage, block, unblock, writeMessage } from './actions'

type NewProps = { art: string; id: string; subject?: string; title: string; intro?: ReactNode }

export function NewMessageForm({ art, id, subject, title, intro }: NewProps) {
  return (
    <PortalForm
      action={writeMessage}
      title={title}
      intro={intro}
      page={`/nachrichten/neu?${new URLSearchParams({ art, id })}`}
      submit="Nachricht senden"
    >
      {(state) => (
        <>
          <TextField
            name="subject"
            label="Betreff"
            defaultValue={subject}
            maxLength={120}
            state={state}
            autoComplete="off"
          />
          <TextareaField
            name="text"
            label="Ihre Nachricht"
            hint="Höchstens 5.000 Zeichen, ohne Anhänge. Ihre E-Mail-Adresse wird nicht gezeigt, außer Sie schreiben sie selbst hinein."
            rows={10}
            state={state}
          />
          <input type="hidden" name="art" value={art} />
          <input type="hidden" name="id" value={id} />
        </>
      )}
    </PortalForm>
  )
}

type ReplyProps = {
  conversation: string
  title: string
  /** Id of the list of messages, if it is on this page. */
  listId?: string
}

export function ReplyForm({ conversation, title, listId }: ReplyProps) {
  return (
    <PortalForm
      action={answerMessage}
      errorTitle={title}
      page={`/nachrichten/${conversation}#antworten`}
      submit="Antwort senden"
    >
      {(state) => (
        <>
          <TextareaField
            name="text"
            label="Ihre Antwort"
            hint="Höchstens 5.000 Zeichen, ohne Anhänge."
            rows={6}
            state={state}
          />
          <UnderWay
            field="text"
            listId={listId}
            className="ms-auto flex max-w-[90%] flex-col gap-1 rounded bg-surface p-4"
          />
          <input type="hidden" name="conversation" value={conversation} />
        </>
      )}
    </PortalForm>
  )
}

export function BlockForm({ conversation, isBlocked }: { conversation: string; isBlocked: boolean }) {
  return (
    <PortalForm
      action={isBlocked ? unblock : block}
      submit={isBlocked ? 'Blockierung aufheben' : 'Person blockieren'}
      submitVariant="secondary"
      prefix="blockieren"
    >
      {() => <input type="hidden" name="conversation" value={conversation} />}
    </PortalForm>
  )
}
