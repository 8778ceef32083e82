import { redirect } from 'next/navigation'
import { memberPage, provePage } from '@/app/_edge/page'
import { PortalForm } from '@/components/forms/portal-form'
import { Link } from '@/components/kern/link'
import { mustProve } from '@/lib/auth/step-up'
import { previewErasure } from '@/lib/erasure/preview-erasure'
import { eraseOwnAccount } from './actions'
import { Consequences } from './parts/consequences'

/** "Account löschen" (DS-04): says in full what happens, before it happens (A-F5). */
export default memberPage(async ({ ctx, member }) => {
  // Before anything is typed.
  if (mustProve(member, ctx.now())) redirect(provePage('/mein-profil/loeschen'))
  return (
    <PortalForm
      action={eraseOwnAccount}
      title="Account löschen"
      intro={<Consequences preview={await previewErasure(ctx)} />}
      submit="Account endgültig löschen"
      submitVariant="danger"
      aside={<Link href="/mein-profil">Abbrechen</Link>}
      known={{ account: member.accountId }}
      asks={[
        {
          kind: 'password',
          name: 'currentPassword',
          label: 'Passwort',
          hint: 'Zur Sicherheit: Nur Sie selbst sollen Ihr Konto löschen können.',
          autoComplete: 'current-password',
        },
      ]}
    />
  )
})
