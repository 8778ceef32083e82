'use client'

import { PortalForm } from '@/components/forms/portal-form'
import { ButtonLink } from '@/components/kern/button-link'
import { Text } from '@/components/kern/text'
import { endSubscription } from './actions'

export function UnsubscribeForm({ id, token }: { id: string; token: string }) {
  return (
    <PortalForm
      action={endSubscription}
      title="E-Mails des Forums beenden"
      intro={<Text>Mit einem Klick bekommen Sie keine E-Mails mehr zu dem, was in der E-Mail steht.</Text>}
      submit="E-Mails beenden"
      afterwards={{
        title: 'E-Mails des Forums beenden',
        more: (
          <p>
            <ButtonLink href="/forum/abos" variant="secondary">
              Meine Abonnements
            </ButtonLink>
          </p>
        ),
      }}
    >
      {() => (
        <>
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="token" value={token} />
        </>
      )}
    </PortalForm>
  )
}
