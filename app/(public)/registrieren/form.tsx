'use client'

import { type ReactNode } from 'react'
import { GroupFields, NameFields } from '@/components/account/member-fields'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { type FieldState } from '@/components/forms/field-state'
import { PasswordField } from '@/components/forms/password-field'
import { PortalForm } from '@/components/forms/portal-form'
import { type Option } from '@/components/forms/select-field'
import { EmailField } from '@/components/forms/text-field'
import { register } from './actions'

type Props = {
  groups: readonly Option[]
  /** The version that the person sees and agrees to */
  policyVersion: number
  agreement: ReactNode
  passwordHint: string
  intro: ReactNode
  afterwards: ReactNode
}

export function RegistrationForm({ groups, policyVersion, agreement, passwordHint, intro, afterwards }: Props) {
  return (
    <PortalForm
      action={register}
      title="Registrieren"
      intro={intro}
      submit="Registrieren"
      afterwards={{ title: 'Bitte prüfen Sie Ihr Postfach', more: afterwards }}
    >
      {(state) => (
        <>
          <NameFields state={state} />
          <EmailField
            name="email"
            label="E-Mail-Adresse"
            hint="Damit melden Sie sich an, und wir erreichen Sie. Andere Mitglieder sehen sie nie. Beispiel: name@beispiel.de"
            state={state}
          />
          <GroupFields state={state} groups={groups} />
          <PasswordField
            name="password"
            label="Passwort"
            hint={passwordHint}
            state={state}
            autoComplete="new-password"
          />
          <CheckboxField
            name="acceptPolicy"
            label={agreement}
            hint="Die Erklärung öffnet sich in einem neuen Tab. Ihre Eingaben bleiben erhalten."
            state={agreedAnew(state)}
          />
          <input type="hidden" name="policyVersion" value={policyVersion} />
        </>
      )}
    </PortalForm>
  )
}

/** Where the agreement itself was the problem, the box is not ticked again by us. */
function agreedAnew(state: FieldState): FieldState {
  return state.errors?.acceptPolicy ? { ...state, values: { ...state.values, acceptPolicy: '' } } : state
}
