import { formatInstant } from '@/lib/text'
import { Section } from '../layout/page'

type Event = { seq: string; at: Date; label: string; who: string }

/** What happened in a case, who did it and when. */
export function Timeline({ events }: { events: readonly Event[] }) {
  if (events.length === 0) return null
  return (
    <Section id="verlauf" title="Verlauf">
      <ol className="flex flex-col border-t border-line">
        {events.map(({ seq, at, label, who }) => (
          <li key={seq} className="flex flex-wrap gap-x-4 border-b border-line py-2">
            <time dateTime={at.toISOString()} className="text-muted tabular-nums">
              {formatInstant(at)}
            </time>
            <span>
              {label}, <span className="font-medium">{who}</span>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}
