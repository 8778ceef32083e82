'use client'

import { type ReactNode } from 'react'
import { type FieldState } from '../forms/field-state'
import { PortalForm } from '../forms/portal-form'

type Props = {
  /** Made by staffAction. */
  action: (state: object, form: FormData) => Promise<object>
  /** What the action needs to know and the page knows already. */
  fields: Record<string, string>
  /** What the button does. */
  submit: string
  variant?: 'primary' | 'secondary' | 'danger'
  /** Keeps ids apart where a page has several forms. */
  prefix: string
  /** Name of the page, for its title when the form comes back with an error. */
  page?: string
  intro?: ReactNode
  /** What a person fills in; a form without is a button. */
  children?: (state: FieldState) => ReactNode
}

/** A small form of the administration about one record: what the page knows is hidden in it, a person adds a reason or a day. */
export function ActionForm({ action, fields, submit, variant, prefix, page = 'Verwaltung', intro, children }: Props) {
  return (
    <PortalForm action={action} submit={submit} submitVariant={variant} prefix={prefix} errorTitle={page} intro={intro}>
      {(state) => (
        <>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {children?.(state)}
        </>
      )}
    </PortalForm>
  )
}
