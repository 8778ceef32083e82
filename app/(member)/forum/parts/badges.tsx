import { Badge } from '@/components/kern/badge'

type Marks = { isUnread?: boolean; isSolved?: boolean; isLocked?: boolean; isHidden?: boolean }

/** What is to be known about a topic at first sight. */
export function TopicBadges({ isUnread, isSolved, isLocked, isHidden }: Marks) {
  if (!isUnread && !isSolved && !isLocked && !isHidden) return null
  return (
    <span className="flex flex-wrap gap-2">
      {isUnread ? <Badge>Neu</Badge> : null}
      {isSolved ? <Badge variant="success">Gelöst</Badge> : null}
      {isLocked ? <Badge variant="warning">Geschlossen</Badge> : null}
      {isHidden ? <Badge variant="danger">Ausgeblendet</Badge> : null}
    </span>
  )
}
