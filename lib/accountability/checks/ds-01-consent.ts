import { Prisma } from '../../db/generated/client'
import { missingPolicyFacts } from '../../operator'
import { acceptanceWording } from '../../policies/record-acceptance'
import { brokenSeals } from '../../policies/seal-versions'
import { withdrawalWording } from '../../policies/withdraw-objection'
import { type KeptPromise, rows } from '../promise-check'
import { isPublicPortal } from '../public-portal'
import { recorded, sameTime } from './recorded'

export const consent: KeptPromise = {
  id: 'DS-01',
  title: 'Geltung und Zustimmung',
  sentence:
    'Wer sich registriert, stimmt der Datenschutzerklärung zu. Fassung, Zeitpunkt und Wortlaut sind festgehalten.',
  rule: () => 'Für jedes Mitglied gilt genau eine veröffentlichte Fassung.',
  evidence: ['/datenschutz/versionen'],
  checks: [
    {
      id: 'no-policy-published',
      clause: 'Die Erklärung schließt alle Seiten ein',
      counts: 'Fehlt eine veröffentlichte Fassung der Datenschutzerklärung (1 = sie fehlt)',
      remedy: 'Das Portal schließen und die Datenbank aus der letzten Sicherung wiederherstellen.',
      find: rows(
        (ctx) => Prisma.sql`FROM (SELECT) AS one
          WHERE NOT EXISTS (SELECT FROM policy_version WHERE published_at <= ${ctx.now()}::timestamptz)`,
      ),
    },
    {
      id: 'policy-facts-missing',
      clause: 'Die Erklärung regelt das Erheben und Nutzen (vollständig, Art. 13 DSGVO)',
      counts: 'Angaben des Betreibers, die in der Datenschutzerklärung fehlen',
      remedy: 'Die Angaben in die Datei eintragen, die OPERATOR_FILE nennt, und das Portal neu starten.',
      find: async (ctx) => (isPublicPortal(ctx) ? missingPolicyFacts().length : 0),
    },
    {
      id: 'members-without-version',
      clause: 'Wer registrierungspflichtige Leistungen nutzt, willigt ein',
      counts: 'Mitglieder, für die keine Fassung gilt',
      remedy: 'Fehlende Zustimmung im Protokoll suchen; das Mitglied um eine neue Zustimmung bitten.',
      find: rows(
        (ctx) => Prisma.sql`FROM account a
          -- An agreement to a published version governs: only the others are asked one by one.
          WHERE NOT EXISTS (SELECT FROM policy_acceptance p JOIN policy_version v ON v.number = p.version_number
              AND v.published_at IS NOT NULL WHERE p.account_id = a.id)
            AND NOT EXISTS (SELECT FROM governing_version(a, ${ctx.now()}::timestamptz) g)`,
      ),
    },
    {
      id: 'consent-missing',
      clause: 'Bei der Registrierung willigen Sie ein',
      counts: 'Mitglieder ohne Zustimmung aus ihrer Registrierung',
      remedy:
        'Die Zustimmungen aus der letzten Sicherung zurückholen. Wo das nicht geht, das Mitglied um eine neue Zustimmung bitten; wer Zugang zur Datenbank hatte, ist zu klären.',
      find: rows(
        () => Prisma.sql`FROM account a WHERE a.made_by <> 'operator' AND a.email_confirmed_at IS NOT NULL AND NOT EXISTS (
          SELECT FROM policy_acceptance p WHERE p.account_id = a.id
            AND p.accepted_at <= a.email_confirmed_at)`,
      ),
    },
    {
      id: 'consent-differs',
      clause: 'Fassung, Zeitpunkt und Wortlaut der Zustimmung',
      counts: 'Zustimmungen, die dem Protokoll widersprechen oder dort fehlen',
      remedy:
        'Beides nebeneinanderlegen: Das Protokoll ist gegen Änderungen gesichert und gilt. Klären, wer die Zustimmung geändert hat.',
      find: rows(async (ctx) => {
        const versions = await ctx.db.policyVersion.findMany({ select: { number: true } })
        const sentences = versions.flatMap(({ number }) =>
          [acceptanceWording(number), withdrawalWording(number)].map((text) => Prisma.sql`(${number}::int, ${text})`),
        )
        return Prisma.sql`FROM (
          SELECT 1 FROM policy_acceptance p JOIN policy_version v ON v.number = p.version_number
          WHERE v.published_at IS NULL OR p.accepted_at < v.published_at OR btrim(p.wording) = ''
          UNION ALL SELECT 1 FROM policy_acceptance p WHERE NOT ${recorded(
            'policy.accepted',
            Prisma.sql`p.account_id`,
            Prisma.sql`AND (e.details ->> 'version')::int = p.version_number
                AND ${sameTime(Prisma.sql`coalesce((e.details ->> 'acceptedAt')::timestamptz, e.at)`, Prisma.sql`p.accepted_at`)}
                AND CASE WHEN e.details ? 'wording'
                  THEN e.details ->> 'wording' = encode(sha256(convert_to(p.wording, 'UTF8')), 'hex')
                  ELSE (p.version_number, p.wording) IN (VALUES ${Prisma.join(sentences)}) OR EXISTS (
                    SELECT FROM policy_objection o WHERE o.account_id = p.account_id AND o.withdrawal_wording = p.wording) END`,
          )}) wrong`
      }),
    },
    {
      id: 'registrations-differ',
      clause: 'Bei der Registrierung willigen Sie ein (solange sie auf Bestätigung wartet)',
      counts: 'Wartende Registrierungen ohne den Wortlaut einer veröffentlichten Fassung',
      remedy: 'Die Registrierung löschen und die Person bitten, sich neu zu registrieren.',
      find: rows(async (ctx) => {
        const versions = await ctx.db.policyVersion.findMany({
          where: { publishedAt: { not: null } },
          select: { number: true },
        })
        const known = versions.map(({ number }) => Prisma.sql`(${number}::int, ${acceptanceWording(number)})`)
        return known.length === 0
          ? Prisma.sql`FROM registration`
          : Prisma.sql`FROM registration WHERE (version_number, wording) NOT IN (VALUES ${Prisma.join(known)})`
      }),
    },
    {
      id: 'consent-gone',
      clause: 'Die Zustimmung ist festgehalten',
      counts: 'Zustimmungen im Protokoll, die beim Mitglied fehlen',
      remedy: 'Die Zustimmungen aus der letzten Sicherung zurückholen und klären, wer sie gelöscht hat.',
      find: rows(
        () => Prisma.sql`FROM audit_event e JOIN account a ON a.id = e.subject_id AND e.at >= a.registered_at
          WHERE e.act = 'policy.accepted' AND NOT EXISTS (
            SELECT FROM policy_acceptance p WHERE p.account_id = a.id AND p.version_number = (e.details ->> 'version')::int)`,
      ),
    },
    {
      id: 'maker-differs',
      clause: 'Wer sich registriert, willigt ein (Konten des Betreibers ausgenommen)',
      counts: 'Konten, die als vom Betreiber angelegt gelten, ohne dass das Protokoll es sagt',
      remedy:
        'Klären, wer die Angabe geändert hat; dann account.made_by auf „member“ setzen und die Zustimmung prüfen.',
      find: rows(
        () => Prisma.sql`FROM account a WHERE a.made_by = 'operator'
          AND NOT ${recorded('account.registered', Prisma.sql`a.id`, Prisma.sql`AND e.actor_kind = 'operator'`)}`,
      ),
    },
    {
      id: 'policy-text-changed',
      clause: 'die hier beschriebenen Verfahrensweisen',
      counts: 'Veröffentlichte Fassungen, deren Text, Fristen oder Wortlaut vom Siegel im Protokoll abweicht',
      remedy:
        'Den Text aus der letzten Sicherung zurückholen. Klären, wer ihn geändert hat: Eine veröffentlichte Fassung ändert niemand, auch nicht die Verwaltung.',
      find: brokenSeals,
    },
  ],
}
