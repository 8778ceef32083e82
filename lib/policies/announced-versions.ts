import { z } from 'zod'
import { type PortalContext } from '../context'
import { rowsOf } from '../db/rows'

/** A version that members are told about: every published one but the first. */
export type AnnouncedVersion = z.output<typeof announcedVersionRow>
const announcedVersionRow = z.strictObject({
  number: z.number(),
  publishedAt: z.date(),
  changeSummary: z.string().nullable(),
  /** Of this version and all before it: the longest counts (last_day_to_object() in SQL). */
  objectionPeriods: z.array(z.string()),
  /** Last day to object for whoever was told at the publication: so long visitors read about it. */
  openUntil: z.iso.date(),
})

/** Oldest first. */
export function announcedVersions(ctx: PortalContext): Promise<AnnouncedVersion[]> {
  return rowsOf(ctx, announcedVersionRow)`
    SELECT v.number, v.published_at AS "publishedAt", v.change_summary AS "changeSummary",
      (SELECT array_agg(DISTINCT w.objection_period) FROM policy_version w
       WHERE w.number <= v.number AND w.published_at IS NOT NULL) AS "objectionPeriods",
      last_day_to_object(v.published_at, v.number)::text AS "openUntil"
    FROM policy_version v
    WHERE v.published_at IS NOT NULL AND v.number > (SELECT min(number) FROM policy_version WHERE published_at IS NOT NULL)
    ORDER BY v.number`
}

// Published versions never change; which ones there are may be old for this long on the pages, milliseconds.
const REMEMBERED_MS = 1_000
let remembered: { at: number; versions: AnnouncedVersion[] } | undefined

/** All of them, as this process saw them at most a second ago: asked on every page, so it costs one statement a second. */
export async function rememberedVersions(ctx: PortalContext): Promise<AnnouncedVersion[]> {
  if (!remembered || performance.now() - remembered.at > REMEMBERED_MS) {
    // Also when this fails: with the database away, not every page waits for it.
    remembered = { at: performance.now(), versions: remembered?.versions ?? [] }
    remembered.versions = await announcedVersions(ctx)
  }
  return remembered.versions
}

/** After a publication in this process. */
export function forgetAnnounced(): void {
  remembered = undefined
}
