import { Badge } from '@/components/kern/badge'
import { reportByOf } from '@/lib/accountability/report-by'
import { formatInstant, formatNumber } from '@/lib/text'

type Timed = { noticedAt: Date; authorityToldAt: Date | null; closedAt: Date | null }

/** The 72 hours: until when, and how much of them is left while nobody has told the authority. */
export function Clock({ breach: { noticedAt, authorityToldAt, closedAt }, now }: { breach: Timed; now: Date }) {
  const by = reportByOf(noticedAt)
  const hours = Math.floor((by.getTime() - now.getTime()) / 3_600_000)
  const isRunning = !authorityToldAt && !closedAt
  return (
    <span className="flex flex-wrap items-center gap-2">
      {formatInstant(by)}
      {isRunning && hours < 0 ? <Badge variant="danger">Die 72 Stunden sind verstrichen</Badge> : null}
      {isRunning && hours >= 0 ? (
        <Badge variant={hours < 24 ? 'warning' : 'info'}>{`noch ${formatNumber(hours)} Stunden`}</Badge>
      ) : null}
    </span>
  )
}
