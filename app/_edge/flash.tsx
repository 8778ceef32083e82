import { headers } from 'next/headers'
import { type ReactNode } from 'react'
import { FlashMessages } from '@/components/layout/flash-messages'
import { type Flash, takeFlash } from '@/lib/auth/flash'
import { type Member } from '@/lib/auth/session'
import { type PortalContext } from '@/lib/context'
import { isHeadRequest } from '@/lib/exchange'
import { type FormState } from './form-state'

export const success = (title: string): Flash => ({ variant: 'success', title })
export const info = (title: string): Flash => ({ variant: 'info', title })
export const warning = (title: string): Flash => ({ variant: 'warning', title })
export const danger = (title: string): Flash => ({ variant: 'danger', title })

/** Answer of an action: on to a page of the portal, which says once what has been done. */
export function goTo(path: string, flash?: Flash): FormState {
  return { next: { path, flash } }
}

/**
 * A page with the news of what was done before it, on top of it and once. The page keeps its place with and without news: without scripts
 * React finds the form that was sent by its place.
 */
export async function withFlash(ctx: PortalContext, member: Member | undefined, page: ReactNode): Promise<ReactNode> {
  const messages = member?.hasFlash ? await news(ctx) : []
  return (
    <>
      {messages.length > 0 ? <FlashMessages messages={messages} /> : null}
      {page}
    </>
  )
}

async function news(ctx: PortalContext) {
  const request = await headers()
  if (isOnlyFetched(request)) return []
  return takeFlash(ctx, request.get('x-portal-path')?.split('?')[0] ?? '/')
}

/** Nobody sees this answer, or not now: a browser that fetches a page in advance, or asks for the head of it. */
function isOnlyFetched(request: Headers): boolean {
  const purpose = request.get('sec-purpose') ?? request.get('purpose') ?? request.get('x-moz') ?? ''
  return purpose.includes('prefetch') || request.has('next-router-prefetch') || isHeadRequest()
}
