import { berlinDay } from '../../dates'
import { Prisma } from '../../db/generated/client'
import { missingNoticeFacts } from '../../operator'
import { type KeptPromise, rows } from '../promise-check'
import { isPublicPortal } from '../public-portal'
import { recorded, recordedAt, sameTime } from './recorded'

const aboutRequest = Prisma.sql`AND e.details ->> 'requestId' = r.id::text`

export const access: KeptPromise = {
  id: 'DS-12',
  title: 'Auskunft',
  sentence: 'Wer wissen möchte, was gespeichert ist, bekommt so schnell wie möglich Antwort.',
  rule: () => 'Antwort innerhalb eines Monats nach Eingang (Art. 12 Abs. 3 DSGVO).',
  evidence: ['/admin/vorgaenge'],
  checks: [
    {
      id: 'requests-overdue',
      clause: 'Wir werden uns schnellstmöglich mit Ihnen in Verbindung setzen',
      counts: 'Offene Vorgänge über der Frist',
      remedy: 'Den Vorgang heute beantworten und die Verspätung begründen.',
      find: rows(
        (
          ctx,
        ) => Prisma.sql`FROM data_request WHERE closed_at IS NULL AND least(due_on, (received_on + interval '3 months')::date)
          < ${berlinDay(ctx.now())}::date`,
      ),
    },
    {
      id: 'requests-due-differs',
      clause: 'schnellstmöglich (ein Monat nach Eingang, Art. 12 Abs. 3 DSGVO)',
      counts: 'Vorgänge, deren Frist nicht zum Eingang passt',
      remedy:
        'Die Frist nach dem Eingang berichtigen: ein Monat, nach einer Verlängerung drei. Klären, wer sie geändert hat.',
      find: rows(
        (
          ctx,
        ) => Prisma.sql`FROM data_request WHERE received_on > ${berlinDay(ctx.now())}::date OR due_on <> (received_on
          + CASE WHEN extended_at IS NULL THEN interval '1 month' ELSE interval '3 months' END)::date`,
      ),
    },
    {
      id: 'requests-unrecorded',
      clause: 'Falls Sie Auskunft benötigen, wenden Sie sich an uns (Eingang und Abschluss)',
      counts: 'Vorgänge, deren Eingang, Verlängerung oder Abschluss dem Protokoll widerspricht',
      remedy:
        'Nach dem Protokoll berichtigen; einen Vorgang, den niemand beantwortet hat, wieder öffnen und beantworten.',
      find: rows(
        () => Prisma.sql`FROM data_request r
          WHERE NOT ${recorded('request.opened', Prisma.sql`r.account_id`, Prisma.sql`${aboutRequest} AND e.details ->> 'receivedOn' = r.received_on::text`)}
            OR (r.extended_at IS NOT NULL AND NOT ${recorded('request.extended', Prisma.sql`r.account_id`, aboutRequest)})
            OR (r.closed_at IS NOT NULL AND NOT (${recorded('request.closed', Prisma.sql`r.account_id`, aboutRequest)}
              OR ${recorded('request.answered', Prisma.sql`r.account_id`, aboutRequest)}))`,
      ),
    },
    {
      id: 'requests-gone',
      clause: 'Wer sich an uns wendet, geht nicht verloren',
      counts: 'Vorgänge im Protokoll, die beim Mitglied fehlen',
      remedy: 'Die Vorgänge aus der letzten Sicherung zurückholen und beantworten; klären, wer sie gelöscht hat.',
      find: rows(
        () => Prisma.sql`FROM audit_event e JOIN account a ON a.id = e.subject_id WHERE e.act = 'request.opened'
          AND NOT EXISTS (SELECT FROM data_request r WHERE r.id::text = e.details ->> 'requestId')`,
      ),
    },
    {
      id: 'restrictions-differ',
      clause: 'Rechte der betroffenen Person (Einschränkung, Art. 18 DSGVO)',
      counts: 'Einschränkungen, die nur beim Mitglied oder nur im Protokoll stehen',
      remedy: 'Nach dem Protokoll berichtigen: Solange sie gilt, dürfen die Daten nur gespeichert werden.',
      find: rows(
        () => Prisma.sql`FROM (
          SELECT 1 FROM restriction r
          WHERE NOT ${recordedAt('restriction.placed', Prisma.sql`r.account_id`, Prisma.sql`r.placed_at`)}
            OR (r.lifted_at IS NOT NULL
              AND NOT ${recordedAt('restriction.lifted', Prisma.sql`r.account_id`, Prisma.sql`r.lifted_at`)})
          UNION ALL SELECT 1 FROM audit_event e JOIN account a ON a.id = e.subject_id WHERE e.act = 'restriction.placed'
            AND NOT EXISTS (SELECT FROM restriction r WHERE r.account_id = a.id AND ${sameTime(Prisma.sql`r.placed_at`, Prisma.sql`e.at`)})) one_sided`,
      ),
    },
    {
      id: 'notice-facts-missing',
      clause: 'Adresse und Telefonnummer finden Sie im Impressum',
      counts: 'Angaben des Betreibers, die im Impressum fehlen',
      remedy: 'Die Angaben in die Datei eintragen, die OPERATOR_FILE nennt, und das Portal neu starten (§ 5 DDG).',
      find: async (ctx) => (isPublicPortal(ctx) ? missingNoticeFacts().length : 0),
    },
  ],
}
