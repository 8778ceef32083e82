import { counted, formatNumber } from '@/lib/text'
import { Text } from '../kern/text'

type Props = {
  found: number
  /** There are more than were counted. */
  isMore?: boolean
  page: number
  pages: number
  one: string
  /** "Mitglieder" */
  many: string
  /** What to say, and to do, where there is nothing. */
  none: string
}

/** How long the list is, and which page of it is shown; said aloud. */
export function ListCount({ found, isMore, page, pages, one, many, none }: Props) {
  const count = `${isMore ? 'Mehr als ' : ''}${counted(found, one, many)}`
  const where = pages > 1 ? `, Seite ${formatNumber(page)} von ${formatNumber(pages)}` : ''
  return (
    <Text as="div" id="anzahl">
      <span role="status">{found === 0 ? none : `${count}${where}`}</span>
    </Text>
  )
}
