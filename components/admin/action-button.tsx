'use client'

import { PortalForm } from '../forms/portal-form'

type Props = {
  /** Made by staffAction. */
  action: (state: object, form: FormData) => Promise<object>
  /** What the action needs to know. */
  fields: Record<string, string>
  /** What the button does. */
  submit: string
  variant?: 'primary' | 'secondary' | 'danger'
  /** Keeps ids apart where a page has several forms. */
  prefix: string
}

/** An act with one click: a form whose fields the page has already filled in. */
export function ActionButton({ action, fields, submit, variant = 'secondary', prefix }: Props) {
  return (
    <PortalForm action={action} submit={submit} submitVariant={variant} prefix={prefix} errorTitle="Verwaltung">
      {() =>
        Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)
      }
    </PortalForm>
  )
}
