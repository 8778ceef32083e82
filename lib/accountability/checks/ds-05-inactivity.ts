import { addDays, berlinDay } from '../../dates'
import { Prisma } from '../../db/generated/client'
import { dueForErasure } from '../../lifecycle/eligibility'
import { formatPeriod } from '../../text'
import { countFound, type KeptPromise } from '../promise-check'

export const inactivity: KeptPromise = {
  id: 'DS-05',
  title: 'Inaktivität',
  sentence: 'Wer lange nicht angemeldet war, wird aufgefordert, sich anzumelden. Ohne Antwort wird das Konto gelöscht.',
  rule: ({ inactivityPeriod, responsePeriod }) =>
    `Frist bis zur Aufforderung: ${formatPeriod(inactivityPeriod)} ohne Anmeldung. Frist zur Antwort: ${formatPeriod(responsePeriod)} ab zugestellter Aufforderung; gelöscht wird frühestens am Tag danach.`,
  evidence: [
    'tests/policy/ds-05-notice.test.ts',
    'tests/policy/ds-05-erasure.test.ts',
    'tests/policy/ds-05-brakes.test.ts',
    '/admin/inaktivitaet',
  ],
  checks: [
    {
      id: 'past-deletion-day',
      counts: 'Konten über ihrem Löschtag',
      remedy: 'Unter „Inaktivität“ nachsehen, ob der letzte Lauf angehalten hat, und ihn bestätigen.',
      // The run of this morning may still be under way: only what was due yesterday is late.
      find: (ctx) =>
        countFound(
          ctx,
          Prisma.sql`SELECT count(*)::int AS found ${dueForErasure({
            today: addDays(berlinDay(ctx.now()), -1),
            acceptedBefore: ctx.now(),
          })}`,
        ),
    },
    {
      id: 'erased-too-early',
      counts: 'Wegen Inaktivität gelöscht, ohne dass die Aufforderung die volle Frist vorher zugestellt war',
      remedy:
        'Vorfall als Datenpanne behandeln: Eine Löschung ist nicht rückgängig zu machen. Sofort die Prüfung anhalten (SCHEDULER=off).',
      find: (ctx) =>
        countFound(
          ctx,
          Prisma.sql`SELECT count(*)::int AS found FROM erasure e LEFT JOIN policy_version v ON v.number = e.policy_version
            WHERE e.reason = 'inactivity' AND (
              e.notice_accepted_at IS NULL OR e.respond_by IS NULL OR v.number IS NULL
              OR (e.erased_at AT TIME ZONE 'Europe/Berlin')::date <= e.respond_by
              OR (e.erased_at AT TIME ZONE 'Europe/Berlin')::date
                <= ((e.notice_accepted_at AT TIME ZONE 'Europe/Berlin')::date + v.response_period::interval)::date)`,
        ),
    },
  ],
}
