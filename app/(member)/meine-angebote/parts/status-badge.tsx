import { Badge } from '@/components/kern/badge'
import { type EventState, eventStateLabels } from '@/lib/codes'
import { type PublicationStatus } from '@/lib/publications/status'

type Props = {
  status: PublicationStatus
  correction: PublicationStatus | undefined
  hiddenReason: string | null
  eventState: EventState | null
}

const badges = {
  draft: { variant: 'info', text: 'Entwurf' },
  submitted: { variant: 'warning', text: 'Wird geprüft' },
  returned: { variant: 'warning', text: 'Zurückgegeben' },
  published: { variant: 'success', text: 'Veröffentlicht' },
  withdrawn: { variant: 'info', text: 'Zurückgezogen' },
  expired: { variant: 'info', text: 'Abgelaufen' },
} as const

const correctionTexts: Partial<Record<PublicationStatus, string>> = {
  draft: 'Änderung begonnen',
  submitted: 'Änderung wird geprüft',
  returned: 'Änderung zurückgegeben',
}

/** The state of a publication, of its correction, and what the moderation did. */
export function StatusBadges({ status, correction, hiddenReason, eventState }: Props) {
  const correctionText = correction && correctionTexts[correction]
  return (
    <span className="flex flex-wrap gap-2">
      <Badge variant={badges[status].variant}>{badges[status].text}</Badge>
      {eventState ? <Badge variant="warning">{eventStateLabels[eventState]}</Badge> : null}
      {correctionText ? <Badge variant="warning">{correctionText}</Badge> : null}
      {hiddenReason === null ? null : <Badge variant="danger">Von der Moderation verborgen</Badge>}
    </span>
  )
}
