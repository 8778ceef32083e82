import { Due } from '@/components/case/due'
import { Button } from '@/components/kern/button'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { RecordTable } from '@/components/list/record-table'
import { type Asked, type ListOf } from '@/lib/list'
import { formatInstant } from '@/lib/text'
import { titleOf, workKinds } from '@/lib/work-queue/kinds'
import { type Work } from '@/lib/work-queue/list-work'
import { claimEntry } from '../aufgaben/actions'

type Props = {
  entries: readonly Work[]
  now: Date
  /** Page to come back to after an entry is taken. */
  back: string
  /** The list whose rows these are, where they can be sorted. */
  sorting?: { list: ListOf; asked: Asked }
}

/** What waits, one entry a line. */
export function WorkTable({ entries, now, back, sorting }: Props) {
  return (
    <RecordTable<Work>
      caption="Aufgaben"
      rows={entries}
      rowKey={({ kind, id }) => `${kind}-${id}`}
      sorting={sorting}
      columns={[
        {
          title: 'Aufgabe',
          heading: true,
          cell: (entry) => (
            <>
              <Link href={entry.path}>{titleOf(entry)}</Link>
              {workKinds[entry.kind].hint ? (
                <Text as="span" muted className="block">
                  {workKinds[entry.kind].hint}
                </Text>
              ) : null}
            </>
          ),
        },
        { title: 'Fällig', sort: 'frist', cell: ({ due }) => <Due due={due} now={now} /> },
        { title: 'Wartet seit', sort: 'eingang', cell: ({ since }) => formatInstant(since) },
        { title: 'Bearbeitet von', cell: (entry) => <Assignee entry={entry} back={back} /> },
      ]}
    />
  )
}

function Assignee({ entry, back }: { entry: Work; back: string }) {
  const { kind, id, assignee, claimedAt, isMine } = entry
  if (!isMine) return <>{assignee ?? 'wartet auf andere'}</>
  return (
    <form action={claimEntry} className="flex flex-wrap items-center gap-x-3">
      {assignee && claimedAt ? (
        <span>
          {assignee}, seit {formatInstant(claimedAt)}
        </span>
      ) : null}
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="entry" value={id} />
      <input type="hidden" name="take" value={entry.isClaimedByMe ? 'no' : 'yes'} />
      <input type="hidden" name="back" value={back} />
      <Button variant="tertiary" small>
        {entry.isClaimedByMe ? 'Zurückgeben' : 'Übernehmen'}
        <span className="sr-only">: {titleOf(entry)}</span>
      </Button>
    </form>
  )
}
