/** A header field of the message itself: name in lower case, value unfolded and decoded. */
export type Header = { name: string; value: string }

/** Limits of what is read of one message; the rest stays in the mailbox. `whole`: bytes; of a larger one `beginning`. */
export const mailLimits = {
  whole: 10_000_000,
  beginning: 256_000,
  headers: 500,
  headerLength: 8_000,
  text: 100_000,
  parts: 200,
  depth: 20,
} as const

/** What is read of a message, within limits; plain data, so that a thread can hand it over. */
export type DissectedMail = {
  headers: Header[]
  /** The one mailbox of the one From field, in lower case; null if there is none, or more than one (nobody is proven by it). */
  sender: string | null
  subject: string
  /** Media type, in lower case, and its parameter report-type. */
  type: string
  reportType: string | null
  /** Text part, else the HTML part as text; within mailLimits. */
  text: string
  /** What of it its author wrote, if it is an answer (written-words.ts). */
  words: string
  /** `isInline`: a picture of the text, such as the logo of a signature. */
  parts: { type: string; name: string | null; size: number; isInline: boolean }[]
  /** What machines say: the fields of message/delivery-status, message/disposition-notification and message/feedback-report. */
  reports: string[]
  /** Headers of a returned message (message/rfc822, text/rfc822-headers). */
  returned: string
  /** Larger than is read whole: only its beginning was. */
  isOversized: boolean
}

/** The first field of this name (lower case). */
export function fieldOf({ headers }: Pick<DissectedMail, 'headers'>, name: string): string | undefined {
  return headers.find((header) => header.name === name)?.value
}
