import { Badge } from '@/components/kern/badge'
import { isFreeMail } from '@/lib/accounts/free-mail'
import { type WaitingMember } from '@/lib/accounts/list-verifications'
import { counted } from '@/lib/text'

type Known = Pick<WaitingMember, 'domain' | 'sameName' | 'sameOrganisation' | 'sameDomain' | 'wasSuspended'>

/** What the portal knows already about somebody who waits to be verified: warnings first, then what speaks for them. */
export function Signals({ member }: { member: Known }) {
  const { domain, sameName, sameOrganisation, sameDomain, wasSuspended } = member
  const isFree = isFreeMail(domain)
  return (
    <span className="flex flex-wrap gap-2">
      {wasSuspended ? <Badge variant="danger">Früher gesperrt</Badge> : null}
      {sameName > 0 ? (
        <Badge variant="warning">{counted(sameName, 'Ein Konto gleichen Namens', 'Konten gleichen Namens')}</Badge>
      ) : null}
      {isFree ? <Badge variant="info">Freier Mailanbieter</Badge> : null}
      {!isFree && sameDomain > 0 ? (
        <Badge variant="success">{counted(sameDomain, 'Ein Geprüftes der Domain', 'Geprüfte der Domain')}</Badge>
      ) : null}
      {sameOrganisation > 0 ? (
        <Badge variant="success">
          {counted(sameOrganisation, 'Ein Geprüftes der Organisation', 'Geprüfte der Organisation')}
        </Badge>
      ) : null}
    </span>
  )
}
