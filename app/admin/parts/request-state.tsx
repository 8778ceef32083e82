import { Badge } from '@/components/kern/badge'
import { type ListedRequest } from '@/lib/access-requests/list-requests'
import { type RequestState, requestStateLabels } from '@/lib/codes'

const variants = {
  'waits-for-person': 'info',
  'waits-for-hold': 'warning',
  'waits-for-staff': 'warning',
  answered: 'success',
  partly: 'success',
  'carried-out': 'success',
  withdrawn: 'success',
  refused: 'success',
} as const satisfies Record<RequestState, string>

export function RequestStateBadge({ request: { state, isOverdue } }: { request: ListedRequest }) {
  return (
    <span className="flex flex-wrap gap-2">
      <Badge variant={variants[state]}>{requestStateLabels[state]}</Badge>
      {isOverdue ? <Badge variant="danger">Überfällig</Badge> : null}
    </span>
  )
}
