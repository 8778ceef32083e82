import { Prisma } from '../../db/generated/client'
import { schemaDifferences } from '../../db/schema-objects'
import { MAIL_RECORD_PERIOD } from '../../mail/tidy-mail'
import { type KeptPromise, rows } from '../promise-check'

export const noThirdParty: KeptPromise = {
  id: 'DS-09',
  title: 'Keine Weitergabe',
  sentence: 'Daten werden nicht an Dritte weitergegeben, verkauft oder vermietet.',
  rule: () => 'Adresse und Text einer E-Mail werden mit ihrem Versand gelöscht.',
  evidence: ['tests/e2e/no-third-party.spec.ts'],
  checks: [
    {
      id: 'sent-mail-with-address',
      clause: 'nicht an Dritte weitergeben (nach dem Versand bleibt nichts)',
      counts: 'Versandte E-Mails, deren Adresse oder Text noch gespeichert ist',
      remedy: 'Die tägliche Pflege starten (api/cron/housekeeping) und den Versand prüfen.',
      find: rows(
        () => Prisma.sql`FROM outgoing_mail WHERE state = 'accepted' AND (recipient IS NOT NULL OR props <> '{}')`,
      ),
    },
    {
      id: 'mail-waits-too-long',
      clause: 'nicht an Dritte weitergeben (was wartet, veraltet)',
      counts: 'E-Mails mit Adresse oder Text, die zu lange warten oder nach ihrer Frist noch da sind',
      remedy: 'Im Postausgang prüfen, warum sie nicht abgehen: wiederholen oder verwerfen.',
      find: rows(
        (ctx) => Prisma.sql`FROM outgoing_mail WHERE
          (state IN ('queued', 'sending') AND created_at < ${ctx.now()}::timestamptz - interval '14 days')
          OR (state IN ('failed', 'bounced') AND (recipient IS NOT NULL OR props <> '{}')
            AND changed_at < ${ctx.now()}::timestamptz - ${MAIL_RECORD_PERIOD}::interval - interval '2 days')`,
      ),
    },
    {
      id: 'mail-elsewhere',
      clause: 'nicht an Dritte weitergeben (Empfänger)',
      counts: 'E-Mails eines Mitglieds, die an eine andere Adresse gehen',
      remedy: 'Im Postausgang verwerfen und klären, wer den Empfänger eingetragen hat.',
      find: rows(
        () => Prisma.sql`FROM outgoing_mail m JOIN account a ON a.id = m.account_id
          WHERE m.recipient IS NOT NULL AND m.recipient <> a.email AND m.state <> 'accepted'
            AND m.template NOT IN ('confirm-email-change', 'email-changed-notice')`,
      ),
    },
    {
      id: 'ways-out',
      clause: 'nicht weitergeben, verkaufen oder vermieten (Wege aus der Datenbank)',
      counts: 'Verbindungen, über die Daten die Datenbank verlassen können',
      remedy: 'Veröffentlichungen, fremde Server und Tabellen der Datenbank entfernen; klären, wohin die Daten gingen.',
      find: async (ctx) =>
        (await schemaDifferences(ctx)).filter((line) => /^\+ (publication |foreign server |relation \S+ f)/.test(line))
          .length,
    },
  ],
}
