import { z } from 'zod'
import { newestLink } from '../audit/anchors'
import { type PortalContext } from '../context'
import { addDays, berlinDay, type CalendarDay, startOfDay } from '../dates'
import { rowOf } from '../db/rows'
import { may } from '../may'
import { operator } from '../operator'
import { newestVersion } from '../policies/published-versions'
import { type CheckState, checkState } from './check-state'
import { type Break, historyOf } from './history'
import { promises } from './promises'
import { proofsOf } from './proofs'
import { lastResults } from './run-checks'

/** Rules, results, history and figures of a period; counts and codes only, nothing about a person (GDPR Art. 5(2), 31). */
export type EvidenceContent = {
  title: string
  operator: string
  period: { from: CalendarDay; until: CalendarDay }
  /** Day (Berlin) since which the portal keeps this record; the period cannot begin before. */
  since: CalendarDay
  issuedAt: string
  /** Newest link of the audit chain: whoever keeps a package proves later what the record was. */
  anchor: { position: number; hash: string } | null
  /** Verifications of the audit chain in the period that found a fault, wherever they were made. */
  failedVerifications: { at: string; isFull: boolean; faults: number }[]
  policyVersion: number
  promises: EvidenceOfPromise[]
  figures: Record<keyof typeof figureLabels, number>
  erasuresByReason: Record<string, number>
}

export type EvidenceOfPromise = {
  id: string
  title: string
  sentence: string
  rule: string
  evidence: readonly string[]
  checks: EvidenceOfCheck[]
}

export type EvidenceOfCheck = {
  id: string
  counts: string
  /** What the result says when the package is issued. */
  state: CheckState
  /** Violations at the last run; -1 = it could not be run; null = it never ran. */
  found: number | null
  checkedAt: string | null
  lastHeldAt: string | null
  brokenSince: string | null
  /** In the period. */
  checkedDays: number
  brokenDays: number
  breaks: Break[]
}

/** German names of the figures, in their order. */
export const figureLabels = {
  registrations: 'Registrierungen',
  noticesAccepted: 'Aufforderungen zur Anmeldung, zugestellt',
  reactivated: 'Durch Anmeldung reaktiviert',
  erasures: 'Gelöschte Konten',
  sweepRuns: 'Läufe der Inaktivitätsprüfung',
  sweepRunsStopped: 'davon angehalten',
  looksByStaff: 'Blicke der Verwaltung auf Daten von Mitgliedern',
  bulkActs: 'Ausgeführte Sammelvorgänge',
  holdsPlaced: 'Gesetzte Löschsperren',
  disclosures: 'Herausgaben auf richterliche Anordnung',
  breaches: 'Datenpannen',
} as const

/** Days are Berlin days, both inclusive. */
export async function evidenceContent(
  ctx: PortalContext,
  period: { from: CalendarDay; until: CalendarDay },
): Promise<EvidenceContent> {
  const results = await lastResults(ctx)
  const version = await newestVersion(ctx)
  const history = await historyOf(ctx, period)
  const { erasuresByReason, ...figures } = await readFigures(ctx, period)
  return {
    title: 'Nachweis der Zusagen der Datenschutzerklärung',
    operator: operator().name,
    period,
    since: await firstDay(ctx),
    issuedAt: ctx.now().toISOString(),
    anchor: (await newestLink(ctx)) ?? null,
    failedVerifications: await failedVerifications(ctx, period),
    policyVersion: version.number,
    promises: promises.map(({ id, title, sentence, rule, evidence, checks }) => ({
      id,
      title,
      sentence,
      rule: rule(version),
      evidence: proofsOf({ id, evidence }),
      checks: checks.map((check) => {
        const result = results.get(check.id)
        const past = history.find((promise) => promise.id === id)?.checks.find(({ checkId }) => checkId === check.id)
        return {
          id: check.id,
          counts: check.counts,
          state: checkState(result, ctx.now()),
          found: result?.found ?? null,
          checkedAt: result?.checkedAt.toISOString() ?? null,
          lastHeldAt: result?.heldAt?.toISOString() ?? null,
          brokenSince: result?.brokenSince?.toISOString() ?? null,
          checkedDays: past?.checkedDays ?? 0,
          brokenDays: past?.brokenDays ?? 0,
          breaks: past?.breaks ?? [],
        }
      }),
    })),
    figures,
    erasuresByReason,
  }
}

type Period = EvidenceContent['period']

/** The part of a period in which the portal existed; undefined if there is none. */
export async function boundPeriod(ctx: PortalContext, { from, until }: Period): Promise<Period | undefined> {
  may.staffOrPortal(ctx, '/admin/nachweis/paket')
  const [first, today] = [await firstDay(ctx), berlinDay(ctx.now())]
  const bounded = { from: from < first ? first : from, until: until > today ? today : until }
  return bounded.from <= bounded.until ? bounded : undefined
}

/** The portal lives since its first policy version was published (DS-01). */
async function firstDay(ctx: PortalContext): Promise<CalendarDay> {
  const { _min } = await ctx.db.policyVersion.aggregate({ _min: { publishedAt: true } })
  return berlinDay(_min.publishedAt ?? ctx.now())
}

async function failedVerifications(
  ctx: PortalContext,
  { from, until }: Period,
): Promise<EvidenceContent['failedVerifications']> {
  const rows = await ctx.db.auditVerification.findMany({
    where: { faults: { gt: 0 }, verifiedAt: { gte: startOfDay(from), lt: startOfDay(addDays(until, 1)) } },
    orderBy: { id: 'asc' },
    select: { verifiedAt: true, isFull: true, faults: true },
  })
  return rows.map(({ verifiedAt, ...row }) => ({ at: verifiedAt.toISOString(), ...row }))
}

const figuresRow = z.strictObject({
  figures: z
    .record(z.enum(Object.keys(figureLabels) as (keyof typeof figureLabels)[]), z.number())
    .and(z.object({ erasuresByReason: z.record(z.string(), z.number()) })),
})
type Figures = z.output<typeof figuresRow>['figures']

async function readFigures(
  ctx: PortalContext,
  { from, until }: { from: CalendarDay; until: CalendarDay },
): Promise<Figures> {
  const row = await rowOf(ctx, figuresRow)`
    WITH span AS (SELECT ${startOfDay(from)}::timestamptz AS since, ${startOfDay(addDays(until, 1))}::timestamptz AS until)
    SELECT jsonb_build_object(
      'registrations', (SELECT count(*) FROM audit_event, span WHERE act = 'account.registered' AND at >= since AND at < until),
      'noticesAccepted', (SELECT count(*) FROM audit_event, span WHERE act = 'lifecycle.notified' AND at >= since AND at < until),
      'reactivated', (SELECT count(*) FROM audit_event, span WHERE act = 'lifecycle.reactivated' AND at >= since AND at < until),
      'erasures', (SELECT count(*) FROM erasure, span WHERE erased_at >= since AND erased_at < until),
      'sweepRuns', (SELECT count(*) FROM sweep_run, span WHERE started_at >= since AND started_at < until),
      'sweepRunsStopped', (SELECT count(*) FROM sweep_run, span WHERE brake IS NOT NULL AND started_at >= since AND started_at < until),
      'looksByStaff', (SELECT count(*) FROM audit_event, span WHERE act IN ('member.viewed', 'member.searched') AND at >= since AND at < until),
      'bulkActs', (SELECT count(*) FROM bulk_act, span WHERE decision = 'released' AND decided_at >= since AND decided_at < until),
      'holdsPlaced', (SELECT count(*) FROM audit_event, span WHERE act = 'hold.placed' AND at >= since AND at < until),
      'disclosures', (SELECT count(*) FROM disclosure, span WHERE decision = 'released' AND decided_at >= since AND decided_at < until),
      'breaches', (SELECT count(*) FROM breach, span WHERE noticed_at >= since AND noticed_at < until),
      'erasuresByReason', (SELECT coalesce(jsonb_object_agg(reason, n), '{}') FROM (
        SELECT reason, count(*) AS n FROM erasure, span WHERE erased_at >= since AND erased_at < until GROUP BY reason) r)
    ) AS figures`
  if (!row) throw new Error('the database does not answer')
  return row.figures
}
