import { type ClockStop } from '../accounts/clock-stops'
import { type PortalContext } from '../context'
import { type CalendarDay } from '../dates'
import { may } from '../may'
import { operator } from '../operator'
import { deletionDay } from '../personal-data/deletion-day'
import { inventory } from '../personal-data/inventory'
import { countPersonRows, type PersonTable } from '../personal-data/person-rows'
import { newestRecipients, type Recipient } from '../personal-data/recipients'
import { type Periods, type RetentionRule } from '../personal-data/retention'
import { type Store, stores } from '../personal-data/stores'
import { governingVersion } from '../policies/governing-version'
import { newestVersion } from '../policies/published-versions'

/** Everything of a report but the rows themselves. */
export type ReportFrame = {
  accountId: string
  compiledAt: Date
  controller: { name: string; email: string; supervisoryAuthority: string | null }
  /** Tables with rows about the person, in the order of their purposes. */
  tables: PersonTable[]
  /** Stored, but nobody can tell whose it is. */
  unassignable: { title: string; retention: RetentionRule }[]
  stores: readonly Store[]
  /** How many, and the newest RECIPIENTS_SHOWN. */
  recipients: { count: number; newest: Recipient[] }
  /** First day on which the account is erased if nobody signs in any more (DS-05); undefined while the clock stands still. */
  erasedOn: CalendarDay | undefined
  /** Why it stands still. */
  clockStops: ClockStop[]
  periods: Periods
  /** Version of the policy that governs the person. */
  policyVersion: number
}

/** On the page; the file has all of them. */
const RECIPIENTS_SHOWN = 50

/** The frame of the report: counts, recipients, computed days. For the page, too. Undefined if the account is gone. */
export async function reportFrame(ctx: PortalContext, accountId: string): Promise<ReportFrame | undefined> {
  may.own(ctx, accountId, '/admin/vorgaenge/[id]/auskunft')
  const [tables, recipients, deletion, version, newest] = await Promise.all([
    countPersonRows(ctx, accountId),
    newestRecipients(ctx, accountId, RECIPIENTS_SHOWN),
    deletionDay(ctx, accountId),
    governingVersion(ctx, accountId),
    newestVersion(ctx),
  ])
  if (!deletion || !version) return undefined
  const { name, email, supervisoryAuthorityForDataProtection } = operator()
  return {
    accountId,
    compiledAt: ctx.now(),
    controller: { name, email, supervisoryAuthority: supervisoryAuthorityForDataProtection },
    tables,
    unassignable: inventory()
      .filter(({ person }) => person.length === 0)
      .map(({ title, retention }) => ({ title, retention })),
    stores,
    recipients,
    erasedOn: deletion.day,
    clockStops: deletion.stops,
    periods: { ...version, accessLogPeriod: newest.accessLogPeriod },
    policyVersion: version.number,
  }
}
