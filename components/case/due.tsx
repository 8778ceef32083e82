import { counted, formatInstant } from '@/lib/text'
import { Badge } from '../kern/badge'

const HOUR = 3_600_000
const HOURS_IN_FULL = 48

/** When something should be done: the instant, and how long that is from now or ago. */
export function Due({ due, now }: { due: Date | null; now: Date }) {
  if (!due) return <>ohne Frist</>
  const left = due.getTime() - now.getTime()
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <time dateTime={due.toISOString()}>{formatInstant(due)}</time>
      <Badge variant={left < 0 ? 'danger' : left < 24 * HOUR ? 'warning' : 'info'}>
        {left < 0 ? `seit ${duration(-left)} überfällig` : `noch ${duration(left)}`}
      </Badge>
    </span>
  )
}

function duration(ms: number): string {
  const hours = Math.floor(ms / HOUR)
  if (hours < 1) return 'weniger als einer Stunde'
  if (hours < HOURS_IN_FULL) return counted(hours, 'einer Stunde', 'Stunden')
  return counted(Math.floor(hours / 24), 'einem Tag', 'Tagen')
}
