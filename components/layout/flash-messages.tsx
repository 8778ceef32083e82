'use client'

import { useEffect, useRef, useState } from 'react'
import { Alert } from '../kern/alert'

type Props = { messages: readonly { id: string; variant: 'success' | 'info' | 'warning' | 'danger'; title: string }[] }

/** What this window has shown: a page that the browser keeps, and brings back with "Zurück", does not say it again. */
const shown = new Set<string>()

/** What the last actions said; heard first, because it takes the focus. */
export function FlashMessages({ messages }: Props) {
  const [isOver, setOver] = useState(() => messages.every(({ id }) => shown.has(id)))
  const first = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The address may lead to another place of the page, where what was done is to be seen.
    first.current?.focus({ preventScroll: window.location.hash !== '' })
    for (const { id } of messages) shown.add(id)
    const end = ({ persisted }: PageTransitionEvent) => setOver(persisted)
    window.addEventListener('pageshow', end)
    return () => window.removeEventListener('pageshow', end)
  }, [messages])
  if (isOver) return null
  return messages.map(({ id, variant, title }, place) => (
    <Alert
      key={id}
      ref={place === 0 ? first : undefined}
      variant={variant}
      title={title}
      role="status"
      id={place === 0 ? 'meldung' : `meldung-${place + 1}`}
      focusable
      autoFocus={place === 0}
    />
  ))
}
