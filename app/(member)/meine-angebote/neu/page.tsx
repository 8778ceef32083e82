import { verifiedPage } from '@/app/_edge/page'
import { PortalForm } from '@/components/forms/portal-form'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { codesOf, publicationKindLabels } from '@/lib/codes'
import { publicationKinds } from '@/lib/publications/kinds'
import { beginPublication } from '../actions'
import { ownTrail } from '../parts/trail'

export default verifiedPage(() => {
  const options = codesOf(publicationKindLabels).map((value) => ({
    value,
    label: `${publicationKindLabels[value]}: ${publicationKinds[value].hint}`,
  }))
  return (
    <>
      <Breadcrumb trail={ownTrail} />
      <PortalForm
        action={beginPublication}
        title="Neu veröffentlichen"
        submit="Weiter zum Entwurf"
        asks={[{ kind: 'choice', name: 'kind', label: 'Was möchten Sie veröffentlichen?', options }]}
      />
    </>
  )
})
