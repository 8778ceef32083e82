import { type RefObject, useEffect } from 'react'

const QUESTION = 'Ihre Änderungen am Entwurf sind nicht gespeichert und gehen verloren. Trotzdem fortfahren?'

/** Asks before a text that was typed and not saved is left behind: by a link, by closing the window, or by another form of the page. */
export function useUnsavedGuard(own: RefObject<HTMLElement | null>, isUnsaved: RefObject<boolean>): void {
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (isUnsaved.current) event.preventDefault()
    }
    const submit = (event: SubmitEvent) => {
      const isOwn = own.current?.contains(event.target as Node)
      if (isOwn) return
      if (isUnsaved.current && !window.confirm(QUESTION)) {
        event.preventDefault()
        event.stopPropagation()
      }
    }
    window.addEventListener('beforeunload', leave)
    document.addEventListener('submit', submit, { capture: true })
    return () => {
      window.removeEventListener('beforeunload', leave)
      document.removeEventListener('submit', submit, { capture: true })
    }
  }, [own, isUnsaved])
}
