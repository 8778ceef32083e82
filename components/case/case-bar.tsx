import { type ReactNode } from 'react'
import { formatInstant } from '@/lib/text'
import { Alert } from '../kern/alert'
import { DescriptionList } from '../kern/description-list'
import { Text } from '../kern/text'
import { Due } from './due'

type Props = {
  due: Date | null
  now: Date
  /** Who has taken it, and since when. */
  assignee: string | null
  claimedAt: Date | null
  isClaimedByMe: boolean
  /** Takes it or gives it back; absent where somebody else must settle it. */
  claim?: ReactNode
  print: ReactNode
}

/** Somebody who took it within this time is at it now. Milliseconds. */
const RIGHT_NOW = 3_600_000

/** Above every case that waits: by when, and who works on it. */
export function CaseBar({ due, now, assignee, claimedAt, isClaimedByMe, claim, print }: Props) {
  const isAnother = assignee !== null && claimedAt !== null && !isClaimedByMe
  const isNow = isAnother && now.getTime() - claimedAt.getTime() < RIGHT_NOW
  return (
    <div className="flex flex-col gap-4">
      {isNow ? (
        <Alert variant="warning" title={`${assignee} bearbeitet das gerade.`} level={2}>
          <Text>Übernommen {formatInstant(claimedAt)}. Bitte sprechen Sie sich ab, bevor Sie entscheiden.</Text>
        </Alert>
      ) : null}
      <DescriptionList
        items={[
          { term: 'Fällig', value: <Due due={due} now={now} /> },
          {
            term: 'Bearbeitet von',
            value: assignee && claimedAt ? `${assignee}, seit ${formatInstant(claimedAt)}` : 'niemand',
          },
        ]}
      />
      <div className="no-print flex flex-wrap items-center gap-4">
        {claim}
        {print}
      </div>
    </div>
  )
}
