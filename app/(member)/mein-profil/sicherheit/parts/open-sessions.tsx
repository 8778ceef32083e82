import { type ReactNode } from 'react'
import { Badge } from '@/components/kern/badge'
import { Text } from '@/components/kern/text'
import { RecordTable } from '@/components/list/record-table'
import { type OpenSession } from '@/lib/auth/sessions'
import { formatInstant } from '@/lib/text'

/** `end`: the form that ends them, or what comes before it. */
type Props = { sessions: OpenSession[]; currentId: string; end: ReactNode }

/** Where the member is signed in, and how to end it (S-C8). */
export function OpenSessions({ sessions, currentId, end }: Props) {
  return (
    <>
      <RecordTable
        roomy
        caption="Offene Sitzungen"
        rows={sessions}
        rowKey={({ id }) => id}
        columns={[
          {
            title: 'Gerät',
            heading: true,
            cell: ({ id, device }) => <Device device={device} isHere={id === currentId} />,
          },
          { title: 'Angemeldet seit', cell: ({ createdAt }) => formatInstant(createdAt) },
          { title: 'Zuletzt genutzt', cell: ({ lastSeenAt }) => formatInstant(lastSeenAt) },
        ]}
      />
      {sessions.length > 1 ? end : <Text muted>Sie sind nur hier angemeldet.</Text>}
    </>
  )
}

function Device({ device, isHere }: { device: string; isHere: boolean }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      {device}
      {isHere ? <Badge variant="info">Diese Sitzung</Badge> : null}
    </span>
  )
}
