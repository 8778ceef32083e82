import { type ListedDisclosure } from '@/lib/disclosure/list-disclosures'
import { formatDay } from '@/lib/text'

/** Where a disclosure stands, in words. */
export function disclosureState({ decision, handedOverOn, orderSha256 }: ListedDisclosure): string {
  if (decision === 'rejected') return 'Abgelehnt'
  if (handedOverOn) return `Übergeben am ${formatDay(handedOverOn)}`
  if (decision === 'released') return 'Freigegeben, noch nicht übergeben'
  return orderSha256 ? 'Wartet auf Freigabe' : 'Scan der Anordnung fehlt'
}
