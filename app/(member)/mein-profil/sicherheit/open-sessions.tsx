import { RecordTable } from '@/components/admin/record-table'
import { Badge } from '@/components/kern/badge'
import { Button } from '@/components/kern/button'
import { Text } from '@/components/kern/text'
import { type OpenSession } from '@/lib/auth/sessions'
import { formatInstant } from '@/lib/text'
import { endOneSession, endOtherSessions } from './actions'

/** Where the member is signed in, and how to end it (S-C8). */
export function OpenSessions({ sessions, currentId }: { sessions: OpenSession[]; currentId: string }) {
  return (
    <>
      <RecordTable
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
          {
            title: 'Beenden',
            cell: ({ id, device }) => (id === currentId ? '–' : <EndButton id={id} device={device} />),
          },
        ]}
      />
      {sessions.length > 1 ? (
        <form action={endOtherSessions}>
          <Button variant="secondary">Alle anderen Sitzungen beenden</Button>
        </form>
      ) : (
        <Text muted>Sie sind nur hier angemeldet.</Text>
      )}
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

function EndButton({ id, device }: { id: string; device: string }) {
  return (
    <form action={endOneSession}>
      <input type="hidden" name="sessionId" value={id} />
      <Button variant="secondary" small aria-label={`Beenden: ${device}`}>
        Beenden
      </Button>
    </form>
  )
}
