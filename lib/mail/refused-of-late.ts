import { z } from 'zod'
import { type PortalContext } from '../context'
import { rowOf } from '../db/rows'
import { counted } from '../text'

/** Refusals of the last days (7) that are no business of the members: fewer than `always`, and less than `share` of what was accepted, may be theirs. */
const limits = { days: 7, always: 4, share: 0.02 } as const

export type Refusals = z.output<typeof refusalsRow>
const refusalsRow = z.strictObject({ due: z.number(), allowed: z.number() })

/**
 * To how many members a mail came back because their server refuses what the portal sends (SPF, DKIM, DMARC, a block list): so many at once
 * are the fault of the portal (DS-05, DS-11). Whoever repeats those mails after the repair is no longer counted.
 */
export async function refusedOfLate(ctx: PortalContext): Promise<Refusals> {
  const row = await rowOf(ctx, refusalsRow)`
    WITH since AS (SELECT ${ctx.now()}::timestamptz - make_interval(days => ${limits.days}) AS at),
    refused AS (
      SELECT count(DISTINCT account_id)::int AS due FROM outgoing_mail, since
      WHERE (CASE WHEN state IN ('failed', 'bounced') THEN changed_at END) > since.at
        AND state = 'bounced' AND cause = 'message-refused' AND accepted_at IS NOT NULL)
    SELECT due, CASE WHEN due <= ${limits.always} THEN ${limits.always}::int ELSE greatest(${limits.always}::int,
      (SELECT floor(count(*) * ${limits.share}::float8)::int FROM outgoing_mail, since WHERE accepted_at > since.at)) END AS allowed
    FROM refused`
  return row ?? { due: 0, allowed: limits.always }
}

/** What is wrong and what helps, for mails and pages. */
export function refusalWords(due: number): { headline: string; lines: string[] } {
  return {
    headline: 'Mailserver lehnen die E-Mails des Portals ab',
    lines: [
      `In den letzten sieben Tagen kam bei ${counted(due, 'einem Mitglied', 'Mitgliedern')} eine E-Mail zurück, weil der Mailserver sie ablehnt. So viele auf einmal liegen am Portal, nicht an den Mitgliedern.`,
      'Prüfen Sie SPF, DKIM und DMARC der Absenderdomain und Sperrlisten, und wiederholen Sie diese E-Mails danach unter „Postausgang“. Bis dahin ruhen Aufforderungen, Löschungen und Bekanntmachungen.',
    ],
  }
}
