import { type ReactNode } from 'react'

/** A part that pages are made of: its name, and each state in which it is seen. */
export type Part = { name: string; states: readonly (readonly [state: string, node: ReactNode])[] }

/** German words of a length that breaks what was made for short ones. */
export const longWord = 'Weiterbildungsförderungsberatungseinrichtung'
export const longText =
  'Die Einrichtung berät Beschäftigte und Betriebe in ganz Thüringen zu Fragen der Qualifizierung, persönlich, am Telefon und online.'
