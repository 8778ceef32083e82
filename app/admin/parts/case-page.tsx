import { type ComponentProps } from 'react'
import { ActionButton } from '@/components/admin/action-button'
import { CaseBar } from '@/components/case/case-bar'
import { PrintButton } from '@/components/case/print-button'
import { Timeline } from '@/components/case/timeline'
import { Text } from '@/components/kern/text'
import { type PortalContext } from '@/lib/context'
import { caseNumber } from '@/lib/text'
import { type Work, workEntry } from '@/lib/work-queue/list-work'
import { type CaseRef, type TimelineEvent, timelineOf } from '@/lib/work-queue/timeline'
import { claimEntry } from '../aufgaben/actions'
import { AdminPage } from './admin-page'

type Frame = {
  about: CaseRef
  /** Address of the page. */
  path: string
  /** Undefined: it waits no more. */
  entry: Work | undefined
  events: TimelineEvent[]
  now: Date
}

/** What the frame of a case shows besides the case itself. */
export async function caseFrame(ctx: PortalContext, about: CaseRef, path: string): Promise<Frame> {
  const [entry, events] = await Promise.all([workEntry(ctx, about.kind, about.id), timelineOf(ctx, about)])
  return { about, path, entry, events, now: ctx.now() }
}

type Props = ComponentProps<typeof AdminPage> & { frame: Frame }

/** The page of a case: by when, who works on it, its content and decision, and who did what so far. */
export function CasePage({ frame: { about, path, entry, events, now }, children, ...page }: Props) {
  return (
    <AdminPage {...page}>
      <Text size="small" muted>
        Vorgang {caseNumber(about.id)}
      </Text>
      {entry ? (
        <CaseBar
          due={entry.due}
          now={now}
          assignee={entry.assignee}
          claimedAt={entry.claimedAt}
          isClaimedByMe={entry.isClaimedByMe}
          print={<PrintButton />}
          claim={
            entry.isMine ? (
              <ActionButton
                action={claimEntry}
                fields={{ kind: about.kind, entry: about.id, take: entry.isClaimedByMe ? 'no' : 'yes', back: path }}
                submit={entry.isClaimedByMe ? 'Zurückgeben' : 'Übernehmen'}
                prefix="uebernehmen"
              />
            ) : null
          }
        />
      ) : (
        <div className="no-print">
          <PrintButton />
        </div>
      )}
      {children}
      <Timeline events={events} />
    </AdminPage>
  )
}
