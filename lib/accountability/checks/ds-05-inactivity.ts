import { addDays, berlinDay } from '../../dates'
import { Prisma } from '../../db/generated/client'
import { isLate, isNeverLate } from '../../duty-states'
import { LOOP_HOURS } from '../../inbound/mail-loop'
import { dueForErasure, dueForNotice, inactivityCutoffs } from '../../lifecycle/eligibility'
import { berlinDaySql, lastDaySql } from '../../outages'
import { formatPeriod } from '../../text'
import { type KeptPromise, rows } from '../promise-check'
import { disagreeing } from './disagreeing'
import { wasStopped } from './stopped-history'

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
      counts: 'Aufforderungen, deren Beginn oder Ende nur beim Mitglied oder nur im Protokoll steht',
      remedy:
        'Nach dem Protokoll berichtigen; eine Aufforderung, die kein Lauf gemacht hat, auf der Seite des Mitglieds beenden („erneut auffordern“). Klären, wer sie geändert hat.',
      find: rows((ctx) => disagreeing(ctx, 'notices-unrecorded')),
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
      id: 'erased-unheard',
      clause: 'Ohne Antwort wird das Konto gelöscht (auch keine Antwort per E-Mail)',
      counts: 'Gelöschte, seit deren letztem Tag das Postfach des Portals nicht vollständig gelesen ist',
      remedy: 'Das Postfach lesen lassen und prüfen, ob eine E-Mail dieser Personen darin liegt.',
      find: rows(
        () => Prisma.sql`FROM erasure x JOIN inbound_way w ON w.is_configured AND x.erased_at > w.configured_at
          WHERE x.reason = 'inactivity' AND x.respond_by >= (coalesce(w.drained_at, '-infinity') AT TIME ZONE 'Europe/Berlin')::date`,
      ),
    },
    {
      id: 'mailbox-unread',
      clause: 'per Email (was zurückkommt)',
      counts: 'Postfächer, die seit mehr als sechs Stunden nicht vollständig gelesen sind',
      remedy:
        'INBOUND_IMAP_URL und die Meldungen des Programms prüfen. Bis dahin wird niemand wegen Inaktivität gelöscht.',
      find: rows(
        (ctx) => Prisma.sql`FROM inbound_way WHERE is_configured
          AND coalesce(drained_at, configured_at) < ${ctx.now()}::timestamptz - interval '6 hours'`,
      ),
    },
    {
      id: 'loop-lost',
      clause: 'per Email (ob etwas zurückkommt)',
      counts: 'Selbsttests des Posteingangs, die nicht zurückgekommen sind',
      remedy:
        'Unter „Posteingang“ ansehen und die Wege prüfen (docs/operation.md, „Mail that comes back“). Bis dahin erfährt das Portal vielleicht nicht, wenn eine Aufforderung nicht ankommt.',
      find: rows(
        (ctx) => Prisma.sql`FROM (SELECT sent_at, back_at FROM inbound_loop
          WHERE back_at IS NOT NULL OR sent_at < ${ctx.now()}::timestamptz - make_interval(hours => ${LOOP_HOURS})
          ORDER BY sent_at DESC LIMIT 1) last
          WHERE back_at IS NULL AND sent_at > ${ctx.now()}::timestamptz - interval '3 days'`,
      ),
    },
    {
      id: 'outages-unrecorded',
      clause: 'sich innerhalb der Frist einzuloggen (Ausfälle)',
      counts: 'Ausfälle, die nur in der Liste oder nur im Protokoll stehen, oder dort mit anderen Tagen',
      remedy:
        'Nach dem Protokoll berichtigen: Ein Ausfall verlängert alle laufenden Fristen. Klären, wer ihn eingetragen oder geändert hat.',
      find: rows((ctx) => disagreeing(ctx, 'outages-unrecorded')),
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
      counts: 'Mitglieder, deren letzter Login nicht ihre letzte Anmeldung im Protokoll ist',
      remedy: 'account.last_login_at aus dem Protokoll berichtigen und klären, wer es geändert hat.',
      find: rows((ctx) => disagreeing(ctx, 'last-login-differs')),
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
      id: 'confirmations-unrecorded',
      clause: 'automatisch gelöscht (nach einer Bremse erst, wenn jemand den Lauf bestätigt)',
      counts: 'Bestätigungen angehaltener Läufe, die nur beim Lauf oder nur im Protokoll stehen',
      remedy:
        'SCHEDULER=off setzen, die Bestätigung unter „Inaktivität“ zurücknehmen und klären, wer sie eingetragen hat.',
      find: rows((ctx) => disagreeing(ctx, 'confirmations-unrecorded')),
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
      counts:
        'Wegen Inaktivität gelöscht, obwohl nach der Aufforderung etwas die Frist angehalten hat (Sperre, Anliegen, Widerspruch, Beschwerde)',
      remedy: 'Vorfall als Datenpanne behandeln; die Prüfung anhalten (SCHEDULER=off), bis die Ursache feststeht.',
      find: rows(() => Prisma.sql`FROM erasure x WHERE x.reason = 'inactivity' AND ${wasStopped()}`),
    },
  ],
}
