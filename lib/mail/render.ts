import { createElement } from 'react'
import { render, toPlainText } from 'react-email'
import { type Occasion } from '../../emails/parts/define-letter'
import { Letter } from '../../emails/parts/letter'
import { caseNumber } from '../text'
import { oneLine } from './headers'
import { letterOf } from './letters'

export type RenderedMail = { subject: string; html: string; text: string; replyTo?: string }

/**
 * Renders one mail: HTML and a complete text part. Throws when the letter is unknown or its props do not fit it: that mail fails, the
 * others go on.
 */
export async function renderMail(key: string, props: object, given: Occasion): Promise<RenderedMail> {
  const letter = letterOf(key)
  const { addressee, ...occasion } = given
  const person = printable(addressee)
  const {
    subject,
    title = subject,
    replyTo,
    ...content
  } = letter.compose(printable(props), {
    ...occasion,
    addressee: person,
  })
  const { caseId } = props as { caseId?: string }
  const reference = caseId && caseNumber(caseId)
  const name = letter.isToStranger ? '' : oneLine(`${person.givenName} ${person.surname}`)
  const greeting = name ? `Guten Tag ${name},` : 'Guten Tag,'
  const html = await render(createElement(Letter, { ...content, ...occasion, title, greeting, reference }))
  refuseForeignLinks(html, occasion.appUrl)
  const text = toPlainText(html, { selectors: [{ selector: 'h1', options: { uppercase: false } }] })
  return { subject: oneLine(reference ? `${subject} (Vorgang ${reference})` : subject), html, text, replyTo }
}

/** Mails lead to the portal and nowhere else (S-G4, DS-09). */
function refuseForeignLinks(html: string, appUrl: string): void {
  for (const [, target = ''] of html.matchAll(/\shref="([^"]*)"/g)) {
    if (!target.startsWith('mailto:') && new URL(target).origin !== new URL(appUrl).origin)
      throw new Error('a mail has a link to another host')
  }
}

/** Without control characters (but line breaks) and text that changes the direction of reading, however deep. */
function printable<T>(value: T): T {
  if (typeof value === 'string') return value.replace(/\r\n?/g, '\n').replace(unprintable, '') as T
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(printable) as T
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, printable(inner)])) as T
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const unprintable = /[\u0000-\u0009\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g
