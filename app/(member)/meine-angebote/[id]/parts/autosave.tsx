'use client'

import { useEffect, useRef, useState } from 'react'
import { Text } from '@/components/kern/text'
import { autosaveDraft } from '../../actions'

const PAUSE_MS = 2_000

/**
 * Keeps the form that it stands in while somebody writes, two seconds after the last key. What could not be kept (the session has ended,
 * the net is gone) waits in this tab and stands in the form again when the page is opened anew. Holds the revision that was kept last.
 */
export function Autosave({ id, revision, savedAt }: { id: string; revision: number; savedAt: string }) {
  const field = useRef<HTMLInputElement>(null)
  const [news, setNews] = useState(savedAt)
  const [newest, setNewest] = useState(revision)
  useEffect(() => setNewest((known) => Math.max(known, revision)), [revision])
  useEffect(() => setNews(savedAt), [savedAt])

  useEffect(() => {
    const form = field.current?.form
    if (!form) return
    const keep = `entwurf:${id}`
    let timer: ReturnType<typeof setTimeout> | undefined
    let saving: Promise<void> | undefined

    async function save(): Promise<void> {
      if (!form) return
      const entries = new FormData(form)
      // The fields of React itself are no part of the draft.
      for (const name of [...entries.keys()]) if (name.startsWith('$ACTION')) entries.delete(name)
      entries.set('next', 'speichern')
      try {
        const answer = await autosaveDraft({}, entries)
        const kept = answer.values?.revision
        if (kept && !answer.problem && !answer.errors) {
          setNewest(Number(kept))
          if (field.current) field.current.value = kept
          sessionStorage.removeItem(keep)
          setNews(`Von selbst gespeichert um ${new Date().toLocaleTimeString('de-DE', { timeStyle: 'short' })} Uhr`)
          return
        }
        setNews(answer.problem ?? 'Noch nicht gespeichert: Bitte prüfen Sie Ihre Eingaben.')
      } catch {
        setNews('Gerade nicht gespeichert. Ihr Text steht noch hier.')
      }
      sessionStorage.setItem(keep, JSON.stringify(textsOf(form)))
    }

    function changed() {
      clearTimeout(timer)
      timer = setTimeout(() => {
        saving = save().finally(() => {
          saving = undefined
        })
      }, PAUSE_MS)
    }

    /** Sent by hand while a keeping is under way: afterwards, with the revision that it brought. */
    function sent(event: SubmitEvent) {
      clearTimeout(timer)
      if (!saving || !form) return
      event.preventDefault()
      event.stopPropagation()
      const { submitter } = event
      void saving.then(() => form.requestSubmit(submitter))
    }

    function left() {
      if (timer !== undefined && form) sessionStorage.setItem(keep, JSON.stringify(textsOf(form)))
    }

    if (restore(form, sessionStorage.getItem(keep))) {
      setNews('Ihre letzten Eingaben in diesem Fenster sind wiederhergestellt.')
      changed()
    }
    form.addEventListener('input', changed)
    form.addEventListener('submit', sent)
    return () => {
      left()
      clearTimeout(timer)
      form.removeEventListener('input', changed)
      form.removeEventListener('submit', sent)
    }
  }, [id])

  return (
    <>
      <input ref={field} type="hidden" name="revision" value={newest} readOnly />
      <Text as="div" size="small" muted>
        <span role="status">{news}</span>
      </Text>
    </>
  )
}

function textsOf(form: HTMLFormElement): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && !name.startsWith('$ACTION') && !hidden.has(name)) texts[name] = value
  return texts
}

const hidden = new Set(['publicationId', 'page', 'kind', 'revision'])

/** Puts what waited in this tab into the fields; false if nothing did, or nothing differs. */
function restore(form: HTMLFormElement, stored: string | null): boolean {
  if (!stored) return false
  let differs = false
  for (const [name, value] of Object.entries(JSON.parse(stored) as Record<string, string>)) {
    const control = form.elements.namedItem(name)
    if (control instanceof HTMLInputElement && control.type === 'checkbox') continue
    if (
      !(
        control instanceof HTMLInputElement ||
        control instanceof HTMLTextAreaElement ||
        control instanceof HTMLSelectElement
      )
    )
      continue
    if (control.value === value) continue
    control.value = value
    differs = true
  }
  return differs
}
