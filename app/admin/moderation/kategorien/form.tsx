'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { TextField } from '@/components/forms/text-field'
import { lengths } from '@/lib/forum/limits'
import { saveForumCategory } from './actions'

type Category = { id: string; name: string; description: string; position: number }

/** A new category, or one to be changed. */
export function CategoryForm({ category, position }: { category?: Category; position: number }) {
  return (
    <PortalForm
      action={saveForumCategory}
      errorTitle="Kategorien des Forums – Verwaltung"
      submit={category ? `„${category.name}“ speichern` : 'Kategorie anlegen'}
      submitVariant={category ? 'secondary' : 'primary'}
      prefix={category?.id ?? 'neu'}
    >
      {(state) => (
        <>
          {category ? <input type="hidden" name="id" value={category.id} /> : null}
          <TextField
            name="name"
            label="Name"
            defaultValue={category?.name}
            maxLength={lengths.category}
            autoComplete="off"
            state={state}
          />
          <TextField
            name="description"
            label="Was gehört hierher?"
            hint="Ein Satz, der unter dem Namen steht."
            defaultValue={category?.description}
            maxLength={lengths.description}
            autoComplete="off"
            state={state}
          />
          <TextField
            name="position"
            label="Platz in der Liste"
            hint="Kleine Zahlen stehen oben."
            inputMode="numeric"
            defaultValue={String(category?.position ?? position)}
            maxLength={3}
            autoComplete="off"
            state={state}
          />
        </>
      )}
    </PortalForm>
  )
}
