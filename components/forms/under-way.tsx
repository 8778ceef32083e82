'use client'

import { createPortal, useFormStatus } from 'react-dom'
import { Text } from '../kern/text'

type Props = {
  /** Name of the field whose text it is. */
  field: string
  /** Id of the list in which it will stand; without it, or where the page has no such list, it stands in the form. */
  listId?: string
  /** How an entry of that list looks. */
  className: string
}

/**
 * With scripts, what was written stands in its list at once, marked as under way. It goes again when the server has answered: the page
 * then has the real one, or the form says why it was not taken and still has the text. That it is being sent is said aloud by PortalForm.
 */
export function UnderWay({ field, listId, className }: Props) {
  const { pending, data } = useFormStatus()
  // A button with a name of its own (preview) publishes nothing.
  const text = pending && !data.has('intent') ? data.get(field) : null
  if (typeof text !== 'string' || text.trim() === '') return null
  const list = listId ? document.getElementById(listId) : null
  const Entry = list ? 'li' : 'div'
  const entry = (
    <Entry className={className}>
      <Text size="small" muted>
        <strong>Sie</strong> – wird gesendet …
      </Text>
      <Text className="whitespace-pre-wrap break-words">{text.trim()}</Text>
    </Entry>
  )
  return list ? createPortal(entry, list) : entry
}
