import { type z } from 'zod'
import { letters } from './generated/letters'

/** The name of a file in emails/; `outgoing_mail.template`. */
export type LetterKey = keyof typeof letters

/** What callers hand over for each letter; stored as JSON until the mail is accepted. */
export type LetterProps = { [K in LetterKey]: z.input<z.ZodObject<(typeof letters)[K]['props']>> }

/** Throws for a letter that this release does not have. */
export function letterOf(key: string): (typeof letters)[LetterKey] {
  if (!isLetter(key)) throw new Error(`unknown letter ${key}`)
  return letters[key]
}

/** What a mail is about, as its reader and staff call it (DS-12). */
export function mailLabel(key: string): string {
  return isLetter(key) ? letters[key].label : key
}

/** All of them, by key. */
export function mailLabels(): Record<string, string> {
  return Object.fromEntries(Object.entries(letters).map(([key, { label }]) => [key, label]))
}

function isLetter(key: string): key is LetterKey {
  return Object.hasOwn(letters, key)
}
