import { Prisma } from '../../db/generated/client'
import { formatPeriod } from '../../text'
import { countFound, type KeptPromise } from '../promise-check'

export const accessLog: KeptPromise = {
  id: 'DS-02',
  title: 'Anonyme Nutzung',
  sentence: 'Zugriffe werden anonym protokolliert. Nichts im Protokoll führt zu einer Person.',
  rule: ({ accessLogPeriod }) => `Aufbewahrung der Dateien des Zugriffsprotokolls: ${formatPeriod(accessLogPeriod)}.`,
  evidence: ['tests/lib/access-log', '/admin/zugriffe'],
  checks: [
    {
      id: 'addresses-in-error-totals',
      counts: 'Fehlerzahlen, deren Adressmuster eine Person nennen könnte',
      remedy:
        'Den Server anhalten, die Einträge in access_error_total löschen und das Muster in lib/access-log/path-pattern.ts ergänzen.',
      find: (ctx) =>
        countFound(
          ctx,
          Prisma.sql`SELECT count(*)::int AS found FROM access_error_total
            WHERE pattern ~ '@|[?]|[0-9a-f]{8}-[0-9a-f]{4}'`,
        ),
    },
  ],
}
