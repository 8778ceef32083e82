import { z } from 'zod'
import { codesOf, memberGroupLabels, subjectLabels } from '../codes'
import { Prisma } from '../db/generated/client'
import { isShownSql } from '../db/standing'
import { isVisibleSql } from '../moderation/measures'
import { drawnRow } from '../writing/stored'

/** What others see of a member in the directory: the organisation, and beyond it what the member chose. Never an address (DS-08). */
export type ShownEntry = z.output<typeof shownEntryRow>
export const shownEntryRow = z.strictObject({
  id: z.string(),
  /** The organisation; for private persons the name. */
  title: z.string(),
  /** Null where the member does not show it. */
  name: z.string().nullable(),
  position: z.string().nullable(),
  memberGroup: z.enum(codesOf(memberGroupLabels)).nullable(),
  subjects: z.array(z.enum(codesOf(subjectLabels))),
  introduction: z.string().nullable(),
  drawn: drawnRow,
  website: z.string().nullable(),
})

/**
 * Does the account `a` (with its entry `e`) appear in the directory? Organisations always, private persons and staff only if they choose
 * so; nobody who is suspended, sealed or not verified, nobody whose profile the moderation has hidden (DS-07, DS-10).
 */
export const appearsSql = Prisma.sql`(${isShownSql}
  AND (e.is_listed OR (a.role = 'member' AND a.member_group <> 'private_person'))
  AND ${isVisibleSql('profile', Prisma.sql`a.id`)})`

const nameSql = Prisma.sql`(a.given_name || ' ' || a.surname)`

/** The organisation; for private persons the name. */
export const titleSql = Prisma.sql`coalesce(a.organisation, ${nameSql})`

/** Columns of a ShownEntry. */
export const entryColumnsSql = Prisma.sql`
  a.id, ${titleSql} AS title,
  CASE WHEN a.organisation IS NOT NULL AND e.show_name THEN ${nameSql} END AS name,
  CASE WHEN e.show_position THEN a.position END AS position, CASE WHEN e.show_group THEN a.member_group::text END AS "memberGroup",
  coalesce(e.subjects, '{}') AS subjects, e.introduction, e.drawn, e.website`
