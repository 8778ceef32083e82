'use client'

import { useEffect, useState } from 'react'
import { Button } from '../kern/button'

/** Prints the page. Without scripts there is no button: the browser prints by its own menu. */
export function PrintButton() {
  const [isThere, setThere] = useState(false)
  useEffect(() => setThere(true), [])
  return isThere ? (
    <Button type="button" variant="secondary" onClick={() => window.print()}>
      Drucken
    </Button>
  ) : null
}
