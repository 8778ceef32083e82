import { type ReactNode } from 'react'

/** A part that pages are made of: its name, and each state in which it is seen. */
export type Part = { name: string; states: readonly (readonly [state: string, node: ReactNode])[] }

/** As long as the words of the portal are. */
export const longWord = 'Weiterbildungsberatung'
export const longText =
  'Die Einrichtung berät Beschäftigte und Betriebe in ganz Thüringen zu Fragen der Qualifizierung, persönlich, am Telefon und online.'
