import { addDays, berlinDay } from '../../dates'
import { Prisma } from '../../db/generated/client'
import { isLate, isNeverLate } from '../../duty-states'
import { dueForErasure, dueForNotice, inactivityCutoffs } from '../../lifecycle/eligibility'
import { berlinDaySql, lastDaySql } from '../../outages'
import { formatPeriod } from '../../text'
import { type KeptPromise, rows } from '../promise-check'
import { recordedAt } from './recorded'

/** A notice that was due this many days ago should have been sent: the sweep runs daily. */
const NOTICE_GRACE_DAYS = 2

/** Last day to answer a notice that was accepted then, under the version `v`, the days of outages included. SQL of type date. */
function fullPeriod(acceptedAt: Prisma.Sql): Prisma.Sql {
  const start = berlinDaySql(acceptedAt)
  return lastDaySql(start, Prisma.sql`(${start} + v.response_period::interval)::date`)
}

export const inactivity: KeptPromise = {
  id: 'DS-05',
  title: 'Inaktivität',
  sentence: 'Wer lange nicht angemeldet war, wird aufgefordert, sich anzumelden. Ohne Antwort wird das Konto gelöscht.',
  rule: ({ inactivityPeriod, responsePeriod }) =>
    `Frist bis zur Aufforderung: ${formatPeriod(inactivityPeriod)} ohne Anmeldung. Frist zur Antwort: ${formatPeriod(responsePeriod)} ab zugestellter Aufforderung; gelöscht wird frühestens am Tag danach.`,
  evidence: ['/admin/inaktivitaet'],
  checks: [
    {
      id: 'notice-missing',
      clause: 'Liegt Ihr letzter Login zu lange zurück, erhalten Sie eine Email',
      counts: 'Mitglieder, deren Aufforderung seit mehr als zwei Tagen fällig ist',
      remedy:
        'Unter „Inaktivität“ nachsehen, ob die Läufe scheitern oder angehalten haben; die Ursache beheben und den nächsten Lauf abwarten. Gelöscht wird dabei niemand.',
      find: rows(async (ctx) => {
        const then = new Date(ctx.now().getTime() - NOTICE_GRACE_DAYS * 86_400_000)
        const cutoffs = await inactivityCutoffs(ctx, berlinDay(then))
        // A clock that has run again, or a notice that has ended, for less than that leads to a notice tomorrow.
        return Prisma.sql`${dueForNotice({ ...ctx, now: () => then }, cutoffs)}
          AND NOT EXISTS (SELECT FROM inactivity_notice o WHERE o.account_id = a.id AND o.closed_at > ${then}::timestamptz)`
      }),
    },
    {
      id: 'sweep-late',
      clause: 'automatisch vom System generiert',
      counts: 'Läuft die Inaktivitätsprüfung nicht mehr täglich (1 = seit mehr als 26 Stunden ohne Erfolg)',
      remedy:
        'Unter „Inaktivität“ den letzten Lauf ansehen: Bei einem Fehler die Meldungen des Programms lesen, bei einer Bremse erst die Zahlen prüfen.',
      find: async (ctx) => {
        const last = await ctx.db.sweepRun.findFirst({
          where: { finishedAt: { not: null }, error: null, brake: null },
          orderBy: { startedAt: 'desc' },
          select: { finishedAt: true },
        })
        return Number(last?.finishedAt ? isLate(last.finishedAt, ctx.now()) : await isNeverLate(ctx))
      },
    },
    {
      id: 'marked-without-notice',
      clause: 'erhalten Sie eine Email (jede Zeit der Inaktivität)',
      counts: 'Mitglieder, die als aufgefordert gelten, ohne es zu sein',
      remedy: 'account.notified_for dieser Konten leeren: Der nächste Lauf fordert sie auf.',
      find: rows(
        () => Prisma.sql`FROM account a WHERE a.notified_for = coalesce(a.last_login_at, a.registered_at)
          AND NOT EXISTS (SELECT FROM inactivity_notice n WHERE n.account_id = a.id AND n.inactive_since = a.notified_for)`,
      ),
    },
    {
      id: 'notices-unrecorded',
      clause: 'Aufforderung, automatisch vom System',
      counts: 'Aufforderungen, die kein Lauf gemacht hat',
      remedy:
        'Auf der Seite des Mitglieds die Aufforderung beenden („erneut auffordern“) und klären, wer sie eingetragen hat.',
      find: rows(
        () => Prisma.sql`FROM inactivity_notice n
          WHERE NOT ${recordedAt('lifecycle.notified', Prisma.sql`n.account_id`, Prisma.sql`n.created_at`)}`,
      ),
    },
    {
      id: 'clock-without-delivery',
      clause: 'erhalten Sie eine Email (zugestellt)',
      counts: 'Laufende Fristen, deren Aufforderung nicht oder nicht zu dieser Zeit zugestellt wurde',
      remedy:
        'Die Aufforderung auf der Seite des Mitglieds erneut senden: Die Frist beginnt mit der neuen Zustellung. Kein Lauf darf bestätigt werden, solange das offen ist.',
      find: rows(
        (ctx) => Prisma.sql`FROM inactivity_notice n LEFT JOIN outgoing_mail m ON m.id = n.mail_id
          WHERE n.closed_at IS NULL AND n.accepted_at IS NOT NULL AND CASE
            WHEN m.id IS NULL THEN n.created_at > ${ctx.now()}::timestamptz - interval '85 days'
            ELSE m.state <> 'accepted' OR m.account_id IS DISTINCT FROM n.account_id
              OR n.accepted_at < m.accepted_at - interval '1 second' END`,
      ),
    },
    {
      id: 'respond-by-early',
      clause: 'sich innerhalb der Frist einzuloggen',
      counts: 'Offene Aufforderungen, deren letzter Tag vor dem Ende der Frist liegt',
      remedy:
        'Den letzten Tag berichtigen: Tag der Zustellung und die volle Frist, nie weniger. Bis dahin keinen Lauf bestätigen und SCHEDULER=off setzen, sonst wird zu früh gelöscht.',
      find: rows(
        () => Prisma.sql`FROM inactivity_notice n LEFT JOIN policy_version v ON v.number = n.policy_version
          WHERE n.closed_at IS NULL AND n.accepted_at IS NOT NULL AND coalesce(n.respond_by
            < ${fullPeriod(Prisma.sql`n.accepted_at`)}, true)`,
      ),
    },
    {
      id: 'reactivation-missing',
      clause: 'um Ihr Account zu reaktivieren',
      counts: 'Mitglieder, die sich nach der Aufforderung angemeldet haben und trotzdem als inaktiv gelten',
      remedy: 'Die Aufforderung auf der Seite des Mitglieds beenden; den letzten Login aus dem Protokoll berichtigen.',
      find: rows(
        () => Prisma.sql`FROM inactivity_notice n JOIN account a ON a.id = n.account_id
          WHERE n.closed_at IS NULL AND (a.last_login_at > n.inactive_since OR EXISTS (
            SELECT FROM audit_event e WHERE e.act = 'session.started' AND e.subject_id = a.id AND e.at > n.created_at))`,
      ),
    },
    {
      id: 'last-login-differs',
      clause: 'Ihr letzter Login',
      counts: 'Mitglieder, deren letzter Login vor ihrer letzten Anmeldung im Protokoll liegt',
      remedy: 'account.last_login_at aus dem Protokoll berichtigen und klären, wer es geändert hat.',
      find: rows(
        (ctx) => Prisma.sql`FROM (
            SELECT subject_id, max(at) AS at FROM audit_event
            WHERE act = 'session.started' AND at <= ${ctx.now()}::timestamptz GROUP BY subject_id) s
          JOIN account a ON a.id = s.subject_id
          WHERE s.at > coalesce(a.last_login_at, a.registered_at) + interval '15 minutes'`,
      ),
    },
    {
      id: 'past-deletion-day',
      clause: 'wird Ihr Nutzerkonto automatisch gelöscht',
      counts: 'Konten über ihrem Löschtag',
      remedy:
        'Unter „Inaktivität“ nachsehen, warum der letzte Lauf nicht gelöscht hat. Vor jeder Bestätigung: Diese Prüfungen zu DS-05 müssen sonst in Ordnung sein, und die Zahl muss stimmen.',
      // The run of this morning may still be under way: only what was due yesterday is late.
      find: rows((ctx) => dueForErasure({ today: addDays(berlinDay(ctx.now()), -1), acceptedBefore: ctx.now() })),
    },
    {
      id: 'erased-too-early',
      clause: 'Loggen Sie sich innerhalb dieser Zeit nicht ein',
      counts: 'Wegen Inaktivität gelöscht, ohne dass die Aufforderung die volle Frist vorher zugestellt war',
      remedy:
        'Vorfall als Datenpanne behandeln: Eine Löschung ist nicht rückgängig zu machen. Sofort die Prüfung anhalten (SCHEDULER=off).',
      find: rows(
        () => Prisma.sql`FROM erasure e LEFT JOIN policy_version v ON v.number = e.policy_version
          WHERE e.reason = 'inactivity' AND (
            e.notice_accepted_at IS NULL OR e.respond_by IS NULL OR v.number IS NULL
            OR (e.erased_at AT TIME ZONE 'Europe/Berlin')::date <= e.respond_by
            OR (e.erased_at AT TIME ZONE 'Europe/Berlin')::date <= ${fullPeriod(Prisma.sql`e.notice_accepted_at`)})`,
      ),
    },
    {
      id: 'erased-while-stopped',
      clause: 'nur wer sich anmelden und antworten konnte',
      counts: 'Wegen Inaktivität gelöscht, während ein Anliegen, eine Sperre oder eine Einschränkung offen war',
      remedy: 'Vorfall als Datenpanne behandeln; die Prüfung anhalten (SCHEDULER=off), bis die Ursache feststeht.',
      find: rows(
        () => Prisma.sql`FROM erasure x WHERE x.reason = 'inactivity' AND EXISTS (
          SELECT FROM audit_event e WHERE e.subject_id = x.account_id AND e.at < x.erased_at
          HAVING count(*) FILTER (WHERE act = 'account.suspended') > count(*) FILTER (WHERE act = 'account.suspension-ended')
            OR count(*) FILTER (WHERE act = 'hold.placed') > count(*) FILTER (WHERE act = 'hold.lifted')
            OR count(*) FILTER (WHERE act = 'restriction.placed') > count(*) FILTER (WHERE act = 'restriction.lifted')
            OR count(*) FILTER (WHERE act = 'request.opened')
              > count(*) FILTER (WHERE act IN ('request.closed', 'request.answered')))`,
      ),
    },
  ],
}
