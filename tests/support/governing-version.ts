import {
  addDays,
  berlinDay,
  type CalendarDay,
  lastDayAfterOutages,
  lastDayOf,
  type OutageDays,
  startOfDay,
} from '@/lib/dates'
import { type GoverningReason } from '@/lib/policies/governing-version'

/**
 * Which version of the policy governs a member, since when and why (DS-01, DS-11): the newest of
 * - the versions that the member accepted (at registration), from that instant;
 * - the versions announced to the member, without objection, from the end of the last day to object (Europe/Berlin). The
 *   four weeks run from the instant at which the mail provider accepted the announcement, and the days of outages are added; without
 *   it, or if it bounced, nothing changes.
 *
 * An account that never accepted one (made by the operator) is governed by the newest version published when it was made, else by
 * the first. The rule as the policy says it, in calendar days: a test holds governing_version() in SQL to it.
 */
export function governingOf(facts: PolicyFacts, now: Date): Governing | undefined {
  const published = [...facts.published].sort((a, b) => b.number - a.number)
  const isMadeByOperator = facts.acceptances.length === 0
  for (const { number, publishedAt } of published) {
    const accepted = facts.acceptances.find(({ versionNumber }) => versionNumber === number)
    if (accepted) return { number, since: accepted.acceptedAt, reason: 'accepted' }
    const announced = facts.announcements.find(({ versionNumber }) => versionNumber === number)
    const since = announced && !announced.objectedAt && !announced.bouncedAt ? inForceFrom(announced, facts) : undefined
    if (since && since <= now) return { number, since, reason: 'announced' }
    if (isMadeByOperator && (publishedAt <= facts.registeredAt || number === 1)) {
      return { number, since: facts.registeredAt, reason: 'created-by-operator' }
    }
  }
  return undefined
}

type Governing = { number: number; since: Date; reason: GoverningReason }

export type PolicyFacts = {
  registeredAt: Date
  published: { number: number; objectionPeriod: string; publishedAt: Date }[]
  acceptances: { versionNumber: number; acceptedAt: Date }[]
  announcements: Announcement[]
  outages?: OutageDays[]
}
type Announcement = { versionNumber: number; acceptedAt: Date | null; objectedAt: Date | null; bouncedAt?: Date | null }

/**
 * Last calendar day (Europe/Berlin) to object to an announced version. The longest objection period of the versions up to the
 * announced one counts, so that a new version can never shorten the time to object to itself.
 */
export function lastDayToObject(
  acceptedAt: Date,
  versionNumber: number,
  { published, outages = [] }: Pick<PolicyFacts, 'published' | 'outages'>,
): CalendarDay {
  const start = berlinDay(acceptedAt)
  const periods = published.filter(({ number }) => number <= versionNumber)
  const last = periods
    .map(({ objectionPeriod }) => lastDayOf(start, objectionPeriod))
    .reduce((latest, day) => (day > latest ? day : latest))
  return lastDayAfterOutages(outages, start, last)
}

function inForceFrom({ acceptedAt, versionNumber }: Announcement, facts: PolicyFacts): Date | undefined {
  return acceptedAt ? startOfDay(addDays(lastDayToObject(acceptedAt, versionNumber, facts), 1)) : undefined
}
