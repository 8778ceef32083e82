import { verifiedPage } from '@/app/_edge/page'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { codesOf, publicationKindLabels } from '@/lib/codes'
import { publicationKinds } from '@/lib/publications/kinds'
import { ownTrail } from '../parts/trail'
import { StartForm } from './form'

export default verifiedPage(() => {
  const options = codesOf(publicationKindLabels).map((value) => ({
    value,
    label: `${publicationKindLabels[value]}: ${publicationKinds[value].hint}`,
  }))
  return (
    <>
      <Breadcrumb trail={ownTrail} />
      <StartForm options={options} />
    </>
  )
})
