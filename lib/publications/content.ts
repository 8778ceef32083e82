import { codesOf, type Subject, subjectLabels } from '../codes'
import { type CalendarDay, dayOfSqlDate, sqlDateOfDay } from '../dates'
import { Prisma } from '../db/generated/client'
import { type Attendance, type PriceKind, type PublicationKind } from '../db/generated/enums'
import { type Drawn, readDrawn, write } from '../writing/stored'

/** What the author writes and readers see. Days and times of day are those of Europe/Berlin; empty texts are '' where mandatory, else null. */
export type PublicationContent = {
  title: string
  /** Two or three sentences, plain */
  summary: string
  /** Markdown */
  body: string
  subjects: Subject[]
  attendance: Attendance | null
  place: string | null
  venue: string | null
  startsOn: CalendarDay | null
  /** "09:30" */
  startsAt: string | null
  endsOn: CalendarDay | null
  endsAt: string | null
  duration: string | null
  priceKind: PriceKind | null
  priceCents: number | null
  targetGroup: string | null
  funding: string | null
  link: string | null
  showName: boolean
}

/** With what is shown of its text. */
export type DrawnContent = PublicationContent & { drawn: Drawn }

/** Columns of the content, in SQL that moves a correction to what it corrects. */
export const contentColumnsSql = Prisma.raw(
  'title, summary, body, drawn, subjects, attendance, place, venue, starts_on, starts_at, ends_on, ends_at, duration, price_kind, price_cents, target_group, funding, link, show_name',
)

export const contentSelect = {
  title: true,
  summary: true,
  body: true,
  drawn: true,
  subjects: true,
  attendance: true,
  place: true,
  venue: true,
  startsOn: true,
  startsAt: true,
  endsOn: true,
  endsAt: true,
  duration: true,
  priceKind: true,
  priceCents: true,
  targetGroup: true,
  funding: true,
  link: true,
  showName: true,
} satisfies Prisma.PublicationSelect

type StoredContent = Prisma.PublicationGetPayload<{ select: typeof contentSelect }>

export function contentOf(row: StoredContent): DrawnContent {
  return {
    title: row.title,
    summary: row.summary,
    body: row.body,
    drawn: readDrawn(row.drawn),
    subjects: knownSubjects(row.subjects),
    attendance: row.attendance,
    place: row.place,
    venue: row.venue,
    startsOn: dayOf(row.startsOn),
    startsAt: row.startsAt,
    endsOn: dayOf(row.endsOn),
    endsAt: row.endsAt,
    duration: row.duration,
    priceKind: row.priceKind,
    priceCents: row.priceCents,
    targetGroup: row.targetGroup,
    funding: row.funding,
    link: row.link,
    showName: row.showName,
  }
}

/** For writing; what a kind does not have is left out. */
export function storedContent(kind: PublicationKind, content: PublicationContent) {
  const { startsOn, endsOn, ...rest } = content
  const isNotice = kind === 'notice'
  const isOnlineOnly = rest.attendance === 'online'
  return {
    ...rest,
    drawn: write(rest.body).drawn,
    startsOn: startsOn && !isNotice ? sqlDateOfDay(startsOn) : null,
    endsOn: endsOn ? sqlDateOfDay(endsOn) : null,
    ...(isNotice ? { attendance: null, startsAt: null, endsAt: null, duration: null, priceKind: null } : {}),
    ...(isNotice || isOnlineOnly ? { place: null, venue: null } : {}),
    priceCents: !isNotice && rest.priceKind === 'fixed' ? rest.priceCents : null,
  }
}

/** A subject that the list no longer has is not shown. */
export function knownSubjects(stored: readonly string[]): Subject[] {
  return codesOf(subjectLabels).filter((key) => stored.includes(key))
}

function dayOf(value: Date | null): CalendarDay | null {
  return value && dayOfSqlDate(value)
}
