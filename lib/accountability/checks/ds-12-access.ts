import { berlinDay } from '../../dates'
import { Prisma } from '../../db/generated/client'
import { missingNoticeFacts } from '../../operator'
import { type KeptPromise, rows } from '../promise-check'
import { isPublicPortal } from '../public-portal'
import { disagreeing } from './disagreeing'

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
        (ctx) => Prisma.sql`FROM (SELECT due_on, received_on FROM data_request WHERE closed_at IS NULL
          UNION ALL SELECT due_on, received_on FROM outside_request WHERE closed_at IS NULL) r WHERE least(due_on, (received_on + interval '3 months')::date)
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
        (ctx) => Prisma.sql`FROM (SELECT due_on, received_on, extended_at FROM data_request
          UNION ALL SELECT due_on, received_on, extended_at FROM outside_request) r WHERE received_on > ${berlinDay(ctx.now())}::date OR due_on <> (received_on
          + CASE WHEN extended_at IS NULL THEN interval '1 month' ELSE interval '3 months' END)::date`,
      ),
    },
    {
      id: 'requests-unrecorded',
      clause: 'Falls Sie Auskunft benötigen, wenden Sie sich an uns (Eingang und Abschluss)',
      counts: 'Vorgänge, deren Eingang, Bestätigung, Verlängerung oder Abschluss dem Protokoll widerspricht',
      remedy:
        'Nach dem Protokoll berichtigen; einen Vorgang, den niemand beantwortet hat, wieder öffnen und beantworten.',
      find: rows((ctx) => disagreeing(ctx, 'requests-unrecorded')),
    },
    {
      id: 'outside-requests-differ',
      clause: 'Falls Sie Auskunft benötigen (auch ohne Konto)',
      counts: 'Anliegen von Personen ohne Konto, deren Eingang, Verlängerung oder Abschluss dem Protokoll widerspricht',
      remedy:
        'Nach dem Protokoll berichtigen; ein Anliegen, das niemand beantwortet hat, aus der Sicherung zurückholen.',
      find: rows((ctx) => disagreeing(ctx, 'outside-requests-differ')),
    },
    {
      id: 'inbound-differs',
      clause: 'wenden Sie sich per Email an uns (Eingang und Erledigung)',
      counts: 'Eingegangene E-Mails, deren Eingang oder Erledigung dem Protokoll widerspricht',
      remedy: 'Nach dem Protokoll berichtigen; eine E-Mail, über die niemand entschieden hat, wieder öffnen.',
      find: rows((ctx) => disagreeing(ctx, 'inbound-differs')),
    },
    {
      id: 'inbound-overdue',
      clause: 'Wir werden uns schnellstmöglich mit Ihnen in Verbindung setzen (E-Mails)',
      counts: 'Eingegangene E-Mails, über die innerhalb eines Monats niemand entschieden hat',
      remedy: 'Unter „Posteingang“ heute entscheiden; ein Anliegen darin ist schon über der Frist.',
      find: rows(
        (ctx) => Prisma.sql`FROM inbound_mail WHERE settled_at IS NULL AND due_on < ${berlinDay(ctx.now())}::date`,
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
      find: rows((ctx) => disagreeing(ctx, 'restrictions-differ')),
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
