import { Prisma } from '../../db/generated/client'
import { formatPeriod } from '../../text'
import { type KeptPromise, rows } from '../promise-check'
import { disagreeing } from './disagreeing'
import { sameTime } from './recorded'

export const changes: KeptPromise = {
  id: 'DS-11',
  title: 'Änderungen der Erklärung',
  sentence: 'Änderungen werden bekannt gemacht. Sie gelten, wenn das Mitglied nicht rechtzeitig widerspricht.',
  rule: ({ objectionPeriod }) =>
    `Frist zum Widerspruch: ${formatPeriod(objectionPeriod)} ab zugestellter Bekanntmachung.`,
  evidence: ['/admin/datenschutzerklaerung'],
  checks: [
    {
      id: 'versions-alone',
      clause: 'Die GFAW behält sich vor, diese Erklärung zu aktualisieren',
      counts: 'Veröffentlichte Fassungen, die nicht zwei Personen oder nicht zu dieser Zeit freigegeben haben',
      remedy:
        'Klären, wer die Fassung veröffentlicht hat. Wird sie nicht bestätigt, eine neue Fassung veröffentlichen.',
      find: rows(
        () => Prisma.sql`FROM policy_version v WHERE v.published_at IS NOT NULL AND v.number > 1 AND (
          v.published_by IS NULL OR v.submitted_by IS NULL OR v.published_by = v.submitted_by
          OR NOT EXISTS (SELECT FROM audit_event e WHERE e.act = 'policy.published' AND ${sameTime(Prisma.sql`e.at`, Prisma.sql`v.published_at`)}
            AND (e.details ->> 'version')::int = v.number))`,
      ),
    },
    {
      id: 'not-announced',
      clause: 'wird Sie über diese Änderungen informieren',
      counts: 'Mitglieder, denen eine gestern oder früher veröffentlichte Fassung nicht bekannt gemacht wurde',
      remedy: 'Unter „Datenschutzerklärung“ und „Postausgang“ prüfen, warum die Bekanntmachung liegen geblieben ist.',
      find: rows(
        (ctx) => Prisma.sql`FROM (SELECT DISTINCT a.id FROM account a
          JOIN policy_version v ON v.published_at > a.registered_at AND v.number > 1
            AND v.published_at < ${ctx.now()}::timestamptz - interval '1 day'
            AND NOT EXISTS (SELECT FROM policy_version n WHERE n.published_at IS NOT NULL AND n.number > v.number)
          WHERE a.email_confirmed_at < v.published_at
            AND NOT EXISTS (SELECT FROM policy_acceptance p WHERE p.account_id = a.id AND p.version_number = v.number)
            AND NOT EXISTS (SELECT FROM policy_announcement n WHERE n.account_id = a.id AND n.version_number = v.number
              AND (n.mail_id IS NOT NULL OR n.objected_at IS NOT NULL))
            AND NOT EXISTS (SELECT FROM legal_hold h WHERE h.account_id = a.id AND h.released_at IS NULL)
            AND NOT EXISTS (SELECT FROM restriction r WHERE r.account_id = a.id AND r.lifted_at IS NULL)
            AND NOT EXISTS (SELECT FROM audit_event e WHERE e.subject_id = a.id AND e.act IN ('hold.lifted', 'restriction.lifted')
              AND e.at > ${ctx.now()}::timestamptz - interval '1 day')) untold`,
      ),
    },
    {
      id: 'in-force-unheard',
      clause: 'wenn Sie nicht schriftlich widersprechen (auch nicht per E-Mail)',
      counts:
        'Mitglieder, für die eine Fassung gilt, obwohl das Postfach des Portals seit ihrem letzten Tag nicht vollständig gelesen ist',
      remedy: 'Das Postfach lesen lassen und prüfen, ob ein Widerspruch dieser Personen darin liegt.',
      find: rows(
        () => Prisma.sql`FROM policy_announcement n JOIN inbound_way w ON w.is_configured AND n.closed_at > w.configured_at
          WHERE n.accepted_at IS NOT NULL AND n.objected_at IS NULL AND n.bounced_at IS NULL
            AND last_day_to_object(n.accepted_at, n.version_number) >= (coalesce(w.drained_at, '-infinity') AT TIME ZONE 'Europe/Berlin')::date`,
      ),
    },
    {
      id: 'announcements-gone',
      clause: 'auf dem Webportal und per Email (jede Bekanntmachung ist festgehalten)',
      counts: 'Versandte Bekanntmachungen, die beim Mitglied fehlen',
      remedy:
        'Die Zeilen aus der letzten Sicherung zurückholen: Ohne sie läuft die Frist neu. Klären, wer sie gelöscht hat.',
      find: rows(
        () => Prisma.sql`FROM outgoing_mail m WHERE m.template = 'policy-announcement' AND m.account_id IS NOT NULL
          AND m.state IN ('queued', 'sending', 'accepted')
          AND NOT EXISTS (SELECT FROM policy_announcement n WHERE n.mail_id = m.id AND n.account_id = m.account_id)`,
      ),
    },
    {
      id: 'announcement-differs',
      clause: 'wenn sie nicht binnen der Frist widersprechen (ab Zustellung)',
      counts: 'Fristen zum Widerspruch, die vor der Zustellung der Bekanntmachung beginnen',
      remedy:
        'Den Zeitpunkt nach der E-Mail berichtigen: Bis dahin gilt für das Mitglied eine Fassung zu früh. Klären, wer ihn geändert hat.',
      find: rows(
        (ctx) => Prisma.sql`FROM policy_announcement n LEFT JOIN outgoing_mail m ON m.id = n.mail_id
          WHERE n.accepted_at IS NOT NULL AND n.bounced_at IS NULL AND CASE
            WHEN m.id IS NULL THEN n.mail_id IS NULL OR n.created_at > ${ctx.now()}::timestamptz - interval '85 days'
            ELSE m.state <> 'accepted' OR n.accepted_at < m.accepted_at - interval '1 second'
              OR m.account_id IS DISTINCT FROM n.account_id END
          OR n.accepted_at < n.created_at - interval '1 day'
          OR n.created_at < (SELECT v.published_at FROM policy_version v WHERE v.number = n.version_number)`,
      ),
    },
    {
      id: 'notes-unrecorded',
      clause: 'auf dem Webportal und per Email (Kenntnis, Rücklauf und Ende der Frist)',
      counts: 'Bekanntmachungen, deren Kenntnisnahme, Rücklauf oder Ende dem Protokoll widerspricht',
      remedy:
        'Nach dem Protokoll berichtigen: Eine Bekanntmachung, die zurückkam, bringt nichts in Kraft. Klären, wer sie geändert hat.',
      find: rows((ctx) => disagreeing(ctx, 'notes-unrecorded')),
    },
    {
      id: 'closed-early',
      clause: 'Die Änderungen werden gültig, wenn die Frist vorbei ist',
      counts: 'Widerspruchsfristen, die vor ihrem Ende als beendet gelten',
      remedy: 'policy_announcement.closed_at leeren; das Portal hält das Ende der Frist selbst fest.',
      find: rows(
        () => Prisma.sql`FROM policy_announcement n JOIN policy_version v ON v.number = n.version_number
          WHERE n.closed_at IS NOT NULL AND (n.accepted_at IS NULL OR (n.closed_at AT TIME ZONE 'Europe/Berlin')::date
            <= ((n.accepted_at AT TIME ZONE 'Europe/Berlin')::date + v.objection_period::interval)::date)`,
      ),
    },
    {
      id: 'objections-differ',
      clause: 'wenn sie nicht schriftlich bei der GFAW widersprechen',
      counts: 'Widersprüche, die nur beim Mitglied, nur in der Bekanntmachung oder nur im Protokoll stehen',
      remedy: 'Nach dem Protokoll berichtigen: Wer widersprochen hat, bleibt unter der früheren Fassung.',
      find: rows(
        (ctx) => Prisma.sql`FROM (
          SELECT 1 FROM policy_objection o WHERE o.withdrawn_at IS NULL AND NOT EXISTS (
            SELECT FROM policy_announcement n WHERE n.account_id = o.account_id
              AND n.version_number = o.version_number AND n.objected_at IS NOT NULL)
          UNION ALL SELECT 1 FROM policy_announcement n WHERE n.objected_at IS NOT NULL AND NOT EXISTS (
            SELECT FROM policy_objection o WHERE o.account_id = n.account_id AND o.version_number = n.version_number
              AND o.withdrawn_at IS NULL)
          UNION ALL SELECT 1 ${disagreeing(ctx, 'objections-differ')}) one_sided`,
      ),
    },

    {
      id: 'in-force-too-soon',
      clause: 'Die Änderungen werden gültig (nur für Bekanntgemachte)',
      counts: 'Bekanntmachungen ohne Lauf, der sie verschickt hat',
      remedy: 'Die Zeile löschen: Das Portal macht die Fassung dann selbst bekannt. Klären, wer sie eingetragen hat.',
      find: rows(
        () => Prisma.sql`FROM policy_announcement n WHERE n.mail_id IS NOT NULL AND NOT EXISTS (
          SELECT FROM audit_event e WHERE e.act = 'policy.announced' AND e.at = n.created_at
            AND (e.details ->> 'version')::int = n.version_number)`,
      ),
    },
  ],
}
