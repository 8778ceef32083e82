import { z } from 'zod'
import { codesOf, reportCategoryLabels, subjectLabels } from '@/lib/codes'
import { Attendance, MemberGroup, PriceKind, PublicationKind, Role } from '@/lib/db/generated/enums'
import conversationsJson from './conversations.json'
import directoryJson from './directory.json'
import forumJson from './forum.json'
import peopleJson from './people.json'
import publicationsJson from './publications.json'
import reportsJson from './reports.json'

/**
 * The demo as data: invented people and organisations, and what they write. Addresses end in .example, which no mail ever reaches
 * (RFC 2606). Days and hours are counted back from now; a text is a string or its lines.
 */
const days = z.number()
const text = z.union([z.string(), z.array(z.string()).transform((lines) => lines.join('\n'))])
const timeOfDay = z.string().regex(/^\d\d:\d\d$/)
const subjects = z.array(z.enum(codesOf(subjectLabels)))

const life = z.discriminatedUnion('state', [
  /** Registered, address not confirmed. */
  z.strictObject({ state: z.literal('unconfirmed'), registered: days }),
  /** Confirmed, never signed in. */
  z.strictObject({ state: z.literal('fresh'), registered: days }),
  z.strictObject({ state: z.literal('active'), registered: days, lastLogin: days }),
  /** Last sign-in a year ago less these days: the notice is due then. */
  z.strictObject({ state: z.literal('nearly-inactive'), registered: days, noticeIn: days }),
  /** Notice accepted by the mail provider this many days ago, no answer yet. */
  z.strictObject({ state: z.literal('notified'), registered: days, notified: days }),
  /** The notice came back. */
  z.strictObject({ state: z.literal('undeliverable'), registered: days, notified: days }),
  /** Signed in after the notice, and said that the data are right. */
  z.strictObject({ state: z.literal('reactivated'), registered: days, notified: days, signedIn: days }),
  /** Did not answer: erased by now. Only the ledger knows. */
  z.strictObject({ state: z.literal('erased'), registered: days, notified: days }),
])

const person = z.strictObject({
  givenName: z.string(),
  surname: z.string(),
  email: z.email().endsWith('.example'),
  memberGroup: z.enum(MemberGroup),
  organisation: z.string().optional(),
  position: z.string().optional(),
  role: z.enum(Role).optional(),
  life,
  /** The start prints how to sign in as this person, and says this about them. */
  signInHint: z.string().optional(),
})
export type DemoPerson = z.output<typeof person>
export const demoPeople = z.array(person).parse(peopleJson)

/** Somebody of people.json. */
const somebody = z.enum(demoPeople.map(({ email }) => email))

const entry = z.strictObject({
  daysAgo: days,
  email: somebody,
  isListed: z.boolean().optional(),
  showName: z.boolean().optional(),
  showPosition: z.boolean().optional(),
  showGroup: z.boolean().optional(),
  subjects: subjects.optional(),
  introduction: text.optional(),
  website: z.url().optional(),
})
/** What members show in the directory. */
export const demoEntries = z.array(entry).parse(directoryJson)

const message = z.strictObject({ daysAgo: days, by: somebody.optional(), text })
const conversation = z.strictObject({
  /** Who wrote first, and to whom. */
  between: z.tuple([somebody, somebody]),
  subject: z.string(),
  /** As the directory shows the other one. */
  shownAs: z.string(),
  messages: z.tuple([message], message),
  readUntil: z.strictObject({ by: somebody, daysAgo: days }).optional(),
})
export type DemoMessage = z.output<typeof message>
export type DemoConversation = z.output<typeof conversation>
export const demoConversations = z.array(conversation).parse(conversationsJson)

/** Hours count from the post before; `quotes` is the number of an earlier post. */
const post = z.strictObject({ by: somebody, hours: z.number(), text, quotes: z.int().min(1).optional() })
const forum = z.strictObject({
  categories: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  topics: z.array(
    z.strictObject({
      category: z.string(),
      title: z.string(),
      /** The first post. */
      daysAgo: days,
      posts: z.tuple([post], post),
      /** Number of the answer that helped. */
      helpful: z.int().min(2).optional(),
      /** Locked by the moderation, with this reason. */
      locked: z.string().optional(),
    }),
  ),
})
export const { categories: demoCategories, topics: demoTopics } = forum.parse(forumJson)
export type DemoTopic = (typeof demoTopics)[number]

const publication = z.strictObject({
  author: somebody,
  kind: z.enum(PublicationKind),
  /** Handed in this many days before now */
  daysAgo: days,
  /** First and last day, in days from now */
  startsIn: days.optional(),
  endsIn: days.optional(),
  startsAt: timeOfDay.optional(),
  endsAt: timeOfDay.optional(),
  title: z.string(),
  summary: z.string(),
  body: text.optional(),
  subjects: subjects.optional(),
  attendance: z.enum(Attendance).optional(),
  place: z.string().optional(),
  venue: z.string().optional(),
  duration: z.string().optional(),
  priceKind: z.enum(PriceKind).optional(),
  priceCents: z.int().optional(),
  targetGroup: z.string().optional(),
  funding: z.string().optional(),
  link: z.url().optional(),
  showName: z.boolean().optional(),
  /** What became of it, if it was not simply published */
  fate: z.enum(['draft', 'submitted', 'returned', 'withdrawn', 'corrected', 'correction-submitted']).optional(),
})
export type DemoPublication = z.output<typeof publication>
export const demoPublications = z.array(publication).parse(publicationsJson)

const report = z.strictObject({
  daysAgo: days,
  by: somebody,
  about: somebody,
  category: z.enum(codesOf(reportCategoryLabels)),
  explanation: z.string(),
})
export type DemoReport = z.output<typeof report>
export const demoReports = z.array(report).parse(reportsJson)
