'use client'

import { useSearchParams } from 'next/navigation'
import { useEffect } from 'react'

/**
 * Takes the secret of a link out of the address bar and the history as soon as the page is there (S-H5); a reload finds it in the
 * state of this one entry. Without scripts the address stays: the secret in it works once.
 */
export function HideToken() {
  useSearchParams()
  useEffect(() => {
    const { pathname, search } = window.location
    const kept: unknown = window.history.state?.linkQuery
    if (search === '' && typeof kept === 'string') window.location.replace(pathname + kept)
  }, [])
  // After every answer: a redirect to the same page brings the secret back without a change that hooks could see.
  useEffect(() => {
    const { pathname, search } = window.location
    if (!new URLSearchParams(search).has('token')) return
    window.history.replaceState({ ...window.history.state, linkQuery: search }, '', pathname)
  })
  return null
}
