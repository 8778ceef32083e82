import { type ReactNode } from 'react'
import { z } from 'zod'
import { type ReplyPlace } from '@/lib/codes'
import { type CalendarDay } from '@/lib/dates'
import { type Ending } from '@/lib/mail/end-link'
import { type Operator } from '@/lib/operator'

/** What letters are told, as JSON: instants "2026-12-21T10:00:00Z", days "2026-12-21", periods "P28D", addresses below APP_URL. */
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
export const day = z.iso.date()
export const period = z.iso.duration()
export const url = z.url()

/** A link that works only until `expiresAt`; once that has passed the mail is dropped instead of sent. */
export const link = { url, expiresAt: instant }

/** The case that a letter is about: its number stands in subject and text (lib/mail/render.ts). Mails of earlier releases lack it. */
export const aboutCase = { caseId: z.uuid().optional() }

/** Whom a mail greets whose account is gone. */
export const person = { givenName: z.string(), surname: z.string() }

/** What a letter may use besides its props. */
export type Occasion = {
  addressee: { givenName: string; surname: string; email: string }
  /** Origin of the portal, without a trailing slash; links lead nowhere else (DS-09). */
  appUrl: string
  /** Berlin day the text is made for; printed periods start here (DS-05). */
  day: CalendarDay
  operator: Operator
  /** An answer by mail reaches the portal, and the member wants that: what the mail says about it follows from here alone. */
  isAnswerable?: boolean
  /** Page that ends mails of this kind without signing in, for letters that can be ended. */
  endUrl?: string
}

/** What one mail says; greeting, contact, signature and legal notice come with every mail (parts/letter.tsx). */
export type Content = {
  subject: string
  /** Heading; left out = the subject. */
  title?: string
  /** First words in the list of messages. */
  preview: string
  /** Why this person gets this mail. */
  reason: string
  body: ReactNode
  /** Of a mail by a person on behalf of whom somebody may answer. */
  replyTo?: string
}

type Definition<P extends z.ZodRawShape, L extends z.ZodRawShape> = {
  /** What the mail is about, as staff and readers of their own data call it (DS-12). */
  label: string
  /**
   * What the queue keeps until the mail is accepted: few and plain values (above). Name and address of the account are not among
   * them: they are read when the mail leaves, so that nothing stale is sent and nothing is stored twice.
   */
  props: P
  /** What the mail shows and the queue does not keep: read when the mail leaves (MailHook.complete). */
  late?: L
  /** For tests and previews; fits parts/sample.ts. */
  example: NoInfer<z.input<z.ZodObject<P & L>>>
  /** To an address that nobody has proved: no name in it, which anybody can have entered. */
  isToStranger?: true
  /** Answers a mail by itself (RFC 3834); every other letter is automatic without being an answer. */
  isAutomaticReply?: true
  /** What an answer by mail becomes (DS-08). */
  answers?: ReplyPlace
  /** Which mails its reader can end, by a link in it and by one click in the mail program (RFC 8058). */
  ends?(props: NoInfer<z.output<z.ZodObject<P & L>>>): Ending
  write(props: NoInfer<z.output<z.ZodObject<P & L>>>, occasion: Occasion): Content
}

/**
 * One letter: the name of its file is its key in the queue, and the file is all there is to it. Its props are parsed when it is queued, where
 * nothing undeclared gets in, and again when it leaves: rows can be of an older release.
 */
export function defineLetter<P extends z.ZodRawShape, L extends z.ZodRawShape = Record<never, never>>({
  write,
  ends,
  ...letter
}: Definition<P, L>) {
  const queued = z.strictObject(letter.props)
  const complete = z.object({ ...letter.props, ...(letter.late as L) })
  return {
    ...letter,
    ending: (props: unknown): Ending | undefined => ends?.(complete.parse(props) as z.output<z.ZodObject<P & L>>),
    check: (props: unknown): void => void queued.parse(props),
    compose: (props: unknown, occasion: Occasion): Content =>
      write(complete.parse(props) as z.output<z.ZodObject<P & L>>, occasion),
  }
}
