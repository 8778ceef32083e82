'use client'

import { useEffect } from 'react'

/**
 * Takes the secret of a link out of the address bar and the history as soon as the page is there (S-H5); a reload finds it in the
 * state of this one entry. Without scripts the address stays: the secret in it works once.
 */
export function HideToken() {
  useEffect(() => {
    const { pathname, search } = window.location
    const inAddress = new URLSearchParams(search).has('token')
    const kept: unknown = window.history.state?.linkQuery
    if (inAddress) window.history.replaceState({ ...window.history.state, linkQuery: search }, '', pathname)
    else if (typeof kept === 'string') window.location.replace(pathname + kept)
  }, [])
  return null
}
