import { z } from 'zod'
import {
  attendanceLabels,
  codesOf,
  eventPlanLabels,
  priceKindLabels,
  publicationKindLabels,
  subjectLabels,
} from '../codes'
import {
  euros,
  id,
  optionalDay,
  optionalLine,
  revision,
  tick,
  timeOfDay,
  line as typedLine,
  link as typedLink,
  text as typedText,
} from '../fields'

/**
 * Fields of a publication, parsed once at the door. A draft may be incomplete: empty is always fine here, what is missing is said
 * when it is handed in (problems.ts).
 */
export const textLimits = {
  title: 120,
  summary: 400,
  body: 20_000,
  place: 100,
  venue: 200,
  duration: 100,
  targetGroup: 300,
  funding: 500,
  link: 500,
  reason: 2_000,
} as const

const line = (max: number) => typedLine({ max })
const text = (max: number) => typedText({ max })
const optional = (max: number) => optionalLine({ max })

/** The years of the portal; a feed or a calendar knows no others. */
const day = optionalDay()
  .transform((value) => value ?? null)
  .refine(
    (value) => !value || (value >= '2000-01-01' && value <= '2099-12-31'),
    'Bitte geben Sie ein Jahr von 2000 bis 2099 an.',
  )

const choice = <Key extends string>(keys: readonly [Key, ...Key[]]) =>
  z
    .enum(['', ...keys] as [string, ...string[]], 'Bitte wählen Sie aus der Liste.')
    .optional()
    .transform((value) => keys.find((key) => key === value) ?? null)

const link = typedLink({
  max: textLimits.link,
  problem: 'Bitte geben Sie eine Internetadresse an, die mit https:// beginnt.',
})

const uuid = id('Diese Veröffentlichung gibt es nicht.')

export const startSchema = z.strictObject({
  kind: z.enum(codesOf(publicationKindLabels), 'Bitte wählen Sie aus, was Sie veröffentlichen möchten.'),
})

/** The form of a draft; fields that a kind does not have are not sent. */
export const draftSchema = z.strictObject({
  /** The row that is written: a draft or a correction */
  publicationId: uuid,
  /** The publication whose page this is */
  page: uuid,
  /** For a form that is given back; the row itself knows it */
  kind: z.enum(codesOf(publicationKindLabels)),
  revision,
  /** What the button wants: keep, or keep and look at. */
  next: z.enum(['speichern', 'vorschau']).default('vorschau'),
  title: line(textLimits.title),
  summary: text(textLimits.summary),
  body: text(textLimits.body),
  subject1: choice(codesOf(subjectLabels)),
  subject2: choice(codesOf(subjectLabels)),
  subject3: choice(codesOf(subjectLabels)),
  attendance: choice(codesOf(attendanceLabels)),
  place: optional(textLimits.place).default(null),
  venue: optional(textLimits.venue).default(null),
  startsOn: day.default(null),
  startsAt: timeOfDay.default(null),
  endsOn: day.default(null),
  endsAt: timeOfDay.default(null),
  duration: optional(textLimits.duration).default(null),
  priceKind: choice(codesOf(priceKindLabels)),
  price: euros.default(null),
  targetGroup: optional(textLimits.targetGroup).default(null),
  funding: optional(textLimits.funding).default(null),
  link: link.default(null),
  showName: tick,
})

export type DraftInput = z.output<typeof draftSchema>

export const ofPublicationSchema = z.strictObject({ publicationId: uuid })
export const eventPlanSchema = z.strictObject({ publicationId: uuid, plan: z.enum(codesOf(eventPlanLabels)) })
export const ofRevisionSchema = z.strictObject({ publicationId: uuid, revision })
