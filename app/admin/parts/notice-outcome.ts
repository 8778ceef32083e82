import { type ListedNotice } from '@/lib/lifecycle/list-notices'
import { formatDay, formatDayOf } from '@/lib/text'

/** What became of a notice, in one sentence. */
export function noticeOutcome({ acceptedAt, respondBy, closedAt, outcome }: ListedNotice): string {
  if (!closedAt) {
    if (!acceptedAt || !respondBy) return 'Noch nicht zugestellt. Es läuft keine Frist.'
    return `Angenommen am ${formatDayOf(acceptedAt)}. Anmeldung möglich bis ${formatDay(respondBy)}.`
  }
  const on = formatDayOf(closedAt)
  switch (outcome) {
    case 'reactivated':
      return `Am ${on} hat sich das Mitglied angemeldet.`
    case 'undeliverable':
      return `Am ${on} als unzustellbar gemeldet. Es läuft keine Frist.`
    case 'superseded':
      return `Am ${on} aufgehoben. Eine neue folgt, wenn die Frist läuft.`
    default:
      return `Beendet am ${on}.`
  }
}
