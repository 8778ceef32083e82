import { Badge } from '@/components/kern/badge'
import { type MemberState, memberStateLabels } from '@/lib/codes'

const variants = {
  unconfirmed: 'info',
  held: 'danger',
  suspended: 'danger',
  restricted: 'warning',
  notified: 'warning',
  undeliverable: 'warning',
  active: 'success',
} as const satisfies Record<MemberState, string>

export function MemberStateBadge({ state }: { state: MemberState }) {
  return <Badge variant={variants[state]}>{memberStateLabels[state]}</Badge>
}
