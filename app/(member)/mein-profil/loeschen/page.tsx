import { redirect } from 'next/navigation'
import { memberPage, provePage } from '@/app/_edge/page'
import { mustProve } from '@/lib/auth/step-up'
import { previewErasure } from '@/lib/erasure/preview-erasure'
import { ErasureForm } from './form'
import { Consequences } from './parts/consequences'

/** "Account löschen" (DS-04): says in full what happens, before it happens (A-F5). */
export default memberPage(async ({ ctx, member }) => {
  // Before anything is typed.
  if (mustProve(member, ctx.now())) redirect(provePage('/mein-profil/loeschen'))
  return <ErasureForm account={member.accountId} intro={<Consequences preview={await previewErasure(ctx)} />} />
})
