'use client'

import { GroupFields, type MemberValues, NameFields } from '@/components/account/member-fields'
import { PortalForm } from '@/components/forms/portal-form'
import { type Option } from '@/components/forms/select-field'
import { saveProfile } from './actions'

type Props = { values: MemberValues; seen: string; account: string; groups: readonly Option[] }

export function ProfileForm({ values, seen, account, groups }: Props) {
  return (
    <PortalForm action={saveProfile} errorTitle="Mein Profil" submit="Änderungen speichern">
      {(state) => (
        <>
          <NameFields state={state} values={values} />
          <GroupFields state={state} values={values} groups={groups} />
          <input type="hidden" name="seen" value={seen} />
          <input type="hidden" name="account" value={account} />
        </>
      )}
    </PortalForm>
  )
}
