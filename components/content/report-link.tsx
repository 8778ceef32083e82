import { contentLabels } from '@/lib/codes'
import { type ContentRef, contentQuery } from '@/lib/content'
import { Link } from '../kern/link'

/** Leads to the form that reports this content to the moderation; for visitors too (DS-07; DSA Art. 16). */
export function ReportLink({ kind, id }: ContentRef) {
  return (
    <Link href={`/melden?${contentQuery({ kind, id })}`} standalone small rel="nofollow">
      {contentLabels[kind]} melden
    </Link>
  )
}
