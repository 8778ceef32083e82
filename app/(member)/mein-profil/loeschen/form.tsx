'use client'

import { type ReactNode } from 'react'
import { PasswordField } from '@/components/forms/password-field'
import { PortalForm } from '@/components/forms/portal-form'
import { Link } from '@/components/kern/link'
import { eraseOwnAccount } from './actions'

export function ErasureForm({ account, intro }: { account: string; intro: ReactNode }) {
  return (
    <PortalForm
      action={eraseOwnAccount}
      title="Account löschen"
      intro={intro}
      submit="Account endgültig löschen"
      submitVariant="danger"
      aside={<Link href="/mein-profil">Abbrechen</Link>}
    >
      {(state) => (
        <>
          <PasswordField
            name="currentPassword"
            label="Passwort"
            hint="Zur Sicherheit: Nur Sie selbst sollen Ihr Konto löschen können."
            state={state}
            autoComplete="current-password"
          />
          <input type="hidden" name="account" value={account} />
        </>
      )}
    </PortalForm>
  )
}
