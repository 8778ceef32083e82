import { verifiedPage } from '@/app/_edge/page'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { kindKeys, publicationKinds } from '@/lib/publications/kinds'
import { ownTrail } from '../trail'
import { StartForm } from './form'

export default verifiedPage(() => {
  const options = kindKeys.map((value) => {
    const { name, hint } = publicationKinds[value]
    return { value, label: `${name}: ${hint}` }
  })
  return (
    <>
      <Breadcrumb trail={ownTrail} />
      <StartForm options={options} />
    </>
  )
})
