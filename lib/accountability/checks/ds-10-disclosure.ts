import { berlinDay } from '../../dates'
import { Prisma } from '../../db/generated/client'
import { mayBeErasedSql } from '../../erasure/statements'
import { type KeptPromise, rows } from '../promise-check'
import { disagreeing } from './disagreeing'
import { recordedAt, sameTime } from './recorded'

/** The released request of two people that this hold `h` was placed, or lifted, with at this instant. */
const releasedRequest = (kind: string, at: Prisma.Sql) => Prisma.sql`EXISTS (
  SELECT FROM hold_request r WHERE r.account_id = h.account_id AND r.kind = ${kind} AND r.decision = 'released'
    AND r.decided_by IS NOT NULL AND r.decided_by <> r.prepared_by AND r.account_id NOT IN (r.prepared_by, r.decided_by) AND ${sameTime(Prisma.sql`r.decided_at`, at)})`

export const disclosure: KeptPromise = {
  id: 'DS-10',
  title: 'Herausgabe und Rechtsstreit',
  sentence:
    'Auf richterliche Anordnung werden Daten herausgegeben. Für einen Rechtsstreit bleiben sie unter Verschluss.',
  rule: () => 'Herausgabe und Löschsperre brauchen zwei Personen, einen Grund und eine Überprüfung.',
  evidence: ['/admin/herausgabe'],
  checks: [
    {
      id: 'disclosed-without-order',
      clause: 'Bei Vorlage einer richterlichen Anordnung',
      counts: 'Herausgaben ohne Anordnung, ohne zweite Person oder ohne Eintrag im Protokoll',
      remedy: 'Als Datenpanne behandeln: Wer hat was an wen gegeben? Die Aufsichtsbehörde ist zu unterrichten.',
      find: rows(
        () => Prisma.sql`FROM disclosure d WHERE (d.decision = 'released' OR d.handed_over_on IS NOT NULL) AND (
          d.decision IS DISTINCT FROM 'released' OR d.order_sha256 IS NULL OR d.decided_by IS NULL OR d.decided_by = d.prepared_by
          OR d.account_id IN (d.prepared_by, d.decided_by) OR encode(sha256(coalesce(d.order_scan, '')), 'hex') <> d.order_sha256
          OR NOT ${recordedAt('disclosure.released', Prisma.sql`d.id`, Prisma.sql`d.decided_at`)})`,
      ),
    },
    {
      id: 'disclosures-gone',
      clause: 'wird die GFAW Ihre Information weitergeben (Verzeichnis der Herausgaben)',
      counts: 'Herausgaben, die nur im Verzeichnis oder nur im Protokoll stehen',
      remedy: 'Die Zeilen aus der letzten Sicherung zurückholen und klären, wer sie gelöscht hat.',
      find: rows((ctx) => disagreeing(ctx, 'disclosures-gone')),
    },
    {
      id: 'disclosed-data-left',
      clause: 'an die Strafverfolgungsbehörden (und niemanden sonst)',
      counts: 'Archive und Suchangaben von Herausgaben, die nach ihrer Zeit noch da sind',
      remedy:
        'Die tägliche Pflege starten (api/cron/housekeeping); bleibt es dabei, die Meldungen des Programms lesen.',
      find: rows(
        (ctx) => Prisma.sql`FROM disclosure WHERE (decided_at IS NOT NULL AND sought IS NOT NULL)
          OR (archive IS NOT NULL AND (handed_over_on IS NOT NULL OR decided_at < ${ctx.now()}::timestamptz - interval '16 days'))`,
      ),
    },
    {
      id: 'holds-alone',
      clause: 'für gerichtliche Auseinandersetzungen, falls wir uns gezwungen sehen',
      counts: 'Löschsperren, die nicht zwei Personen gesetzt oder aufgehoben haben',
      remedy: 'Die Sperre mit zwei Personen neu beantragen oder aufheben und klären, wer sie eingetragen hat.',
      find: rows(
        () => Prisma.sql`FROM legal_hold h WHERE NOT (${releasedRequest('place', Prisma.sql`h.placed_at`)}
            AND ${recordedAt('hold.placed', Prisma.sql`h.account_id`, Prisma.sql`h.placed_at`)})
          OR (h.released_at IS NOT NULL AND NOT (${releasedRequest('lift', Prisma.sql`h.released_at`)}
            AND ${recordedAt('hold.lifted', Prisma.sql`h.account_id`, Prisma.sql`h.released_at`)}))`,
      ),
    },
    {
      id: 'holds-gone',
      clause: 'Daten für gerichtliche Auseinandersetzungen (bleiben erhalten)',
      counts: 'Löschsperren und ihre Anträge, die nur beim Mitglied oder nur im Protokoll stehen',
      remedy:
        'Die Sperre sofort wieder setzen (zwei Personen): Ohne sie werden die Daten gelöscht. Klären, wer sie entfernt hat.',
      find: rows((ctx) => disagreeing(ctx, 'holds-gone')),
    },
    {
      id: 'held-with-session',
      clause: 'unter Verschluss',
      counts: 'Mitglieder unter Löschsperre mit offener Sitzung',
      remedy: 'Alle Sitzungen des Mitglieds beenden und klären, wie sie begonnen haben.',
      find: rows(
        () => Prisma.sql`FROM session s JOIN legal_hold h ON h.account_id = s.account_id AND h.released_at IS NULL`,
      ),
    },
    {
      id: 'erased-under-hold',
      clause: 'Daten für gerichtliche Auseinandersetzungen (werden nicht gelöscht)',
      counts: 'Konten, die trotz Löschsperre gelöscht wurden',
      remedy: 'Die letzte Sicherung aufbewahren und die Rechtsabteilung unterrichten; klären, wer gelöscht hat.',
      find: rows(
        () => Prisma.sql`FROM erasure x WHERE EXISTS (
          SELECT FROM audit_event e WHERE e.subject_id = x.account_id AND e.at <= x.erased_at
          HAVING count(*) FILTER (WHERE act = 'hold.placed') > count(*) FILTER (WHERE act = 'hold.lifted'))`,
      ),
    },
    {
      id: 'hold-review-due',
      clause: 'falls wir uns dazu gezwungen sehen (und nur so lange)',
      counts: 'Löschsperren, deren Überprüfung überfällig ist oder fehlt',
      remedy: 'Unter „Herausgabe“ prüfen, ob der Rechtsstreit die Daten noch braucht; sonst die Aufhebung beantragen.',
      find: rows(
        (ctx) => Prisma.sql`FROM legal_hold
          WHERE released_at IS NULL AND (review_on IS NULL OR review_on < ${berlinDay(ctx.now())}::date)`,
      ),
    },
    {
      id: 'erasure-after-hold',
      clause: 'danach wird die Löschung vollendet',
      counts: 'Löschungen, die nach dem Ende der Sperre noch ausstehen',
      remedy:
        'Die tägliche Pflege starten (api/cron/housekeeping); bleibt es dabei, die Meldungen des Programms lesen.',
      find: rows(
        (ctx) => Prisma.sql`FROM pending_erasure p
          WHERE ${mayBeErasedSql(ctx.now(), Prisma.sql`p.account_id`, Prisma.sql`p.reason`)}`,
      ),
    },
  ],
}
