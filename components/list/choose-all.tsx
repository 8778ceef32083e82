'use client'

import { useEffect, useState } from 'react'
import { Button } from '../kern/button'

/** Ticks every box of a form on the page, or none. Only with scripts; without them each box can be ticked. */
export function ChooseAll({ form }: { form: string }) {
  const [isReady, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  if (!isReady) return null
  const choose = (isChosen: boolean) => {
    for (const box of document.querySelectorAll<HTMLInputElement>(`input[type=checkbox][form=${form}]`)) {
      box.checked = isChosen
    }
  }
  return (
    <>
      <Button variant="tertiary" small type="button" onClick={() => choose(true)}>
        Alle auf dieser Seite ankreuzen
      </Button>
      <Button variant="tertiary" small type="button" onClick={() => choose(false)}>
        Keine
      </Button>
    </>
  )
}
