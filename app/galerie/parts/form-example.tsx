'use client'

import { type FieldState } from '@/components/forms/field-state'
import { PortalForm } from '@/components/forms/portal-form'
import { TextField } from '@/components/forms/text-field'

/** A form that always comes back with an error; nothing is sent to anybody. */
export function FormExample() {
  const refuse = async (_: FieldState, form: FormData): Promise<FieldState> => ({
    errors: { name: 'Geben Sie Ihren Namen ein.' },
    values: { name: String(form.get('name') ?? '') },
  })
  return (
    <PortalForm action={refuse} submit="Absenden" prefix="galerie-form">
      {(state) => <TextField name="name" label="Name" state={state} />}
    </PortalForm>
  )
}
