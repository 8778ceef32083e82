import { isUuid } from '@/lib/content'

/** `seite` of an address as a page from 1. */
export function pageNumber(text: string | undefined): number {
  return /^[1-9]\d{0,4}$/.test(text ?? '') ? Number(text) : 1
}

/** Is it the id of something? Whatever else stands in an address leads nowhere. */
export function isId(text: string | undefined): text is string {
  return isUuid(text ?? '')
}
