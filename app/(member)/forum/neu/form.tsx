'use client'

import { CheckboxField } from '@/components/forms/checkbox-field'
import { PortalForm } from '@/components/forms/portal-form'
import { type Option, SelectField } from '@/components/forms/select-field'
import { TextField } from '@/components/forms/text-field'
import { lengths } from '@/lib/forum/limits'
import { beginTopic } from '../actions'
import { BodyField } from '../parts/body-field'
import { PreviewButton } from '../parts/preview-button'

export function NewTopicForm({ categories, chosen }: { categories: readonly Option[]; chosen?: string }) {
  return (
    <PortalForm
      action={beginTopic}
      title="Neues Thema"
      page="/forum/neu"
      submit="Thema veröffentlichen"
      aside={<PreviewButton />}
    >
      {(state) => (
        <>
          <SelectField name="categoryId" label="Kategorie" options={categories} defaultValue={chosen} state={state} />
          <TextField
            name="title"
            label="Titel"
            hint="Worum geht es, in einem Satz? So finden andere Ihr Thema."
            maxLength={lengths.title}
            autoComplete="off"
            state={state}
          />
          <BodyField label="Ihr Beitrag" state={state} draft="neu" />
          <CheckboxField
            name="subscribe"
            label="Bei Antworten eine E-Mail bekommen"
            optional
            defaultChecked
            state={state}
          />
        </>
      )}
    </PortalForm>
  )
}
