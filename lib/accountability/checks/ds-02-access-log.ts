import { accessLogFolder } from '../../access-log/folder'
import { isKnownPattern } from '../../access-log/path-pattern'
import { filesPastTheirPeriod, strangeLines, strayFiles } from '../../access-log/strange-lines'
import { Prisma } from '../../db/generated/client'
import { settings } from '../../env'
import { newestVersion } from '../../policies/published-versions'
import { formatPeriod } from '../../text'
import { type KeptPromise, rows } from '../promise-check'
import { isPublicPortal } from '../public-portal'

export const accessLog: KeptPromise = {
  id: 'DS-02',
  title: 'Anonyme Nutzung',
  sentence: 'Zugriffe werden anonym protokolliert. Nichts im Protokoll führt zu einer Person.',
  rule: ({ accessLogPeriod }) => `Aufbewahrung der Dateien des Zugriffsprotokolls: ${formatPeriod(accessLogPeriod)}.`,
  evidence: ['/admin/zugriffe'],
  checks: [
    {
      id: 'requests-not-logged',
      clause: 'Ein jeder Aufruf wird protokolliert',
      counts: 'Stunden mit Aufrufen, die nicht ins Zugriffsprotokoll kamen (1 auch, wenn es abgeschaltet ist)',
      remedy:
        'Platz auf der Festplatte schaffen oder die Schreibrechte des Ordners access-log berichtigen; ACCESS_LOG=off ist für den öffentlichen Betrieb nicht vorgesehen.',
      find: async (ctx) => {
        if (settings().accessLog === 'off' && isPublicPortal(ctx)) return 1
        const { accessLogPeriod } = await newestVersion(ctx)
        return rows(
          () => Prisma.sql`FROM access_total
            WHERE unlogged > 0 AND hour > ${ctx.now()}::timestamptz - ${accessLogPeriod}::interval`,
        )(ctx)
      },
    },
    {
      id: 'strange-log-lines',
      clause: 'anonymisierte Daten: Datum bis Benutzer-Agent; kein Rückschluss auf eine Person',
      counts: 'Zeilen im Zugriffsprotokoll, die eine Person nennen könnten',
      remedy:
        'Die Zeilen aus den Dateien in DATA_DIR/access-log entfernen, als Datenpanne bewerten und klären, was sie schreibt (Proxy, anderes Programm, Änderung von Hand).',
      find: () => strangeLines({ folder: accessLogFolder() }, isKnownPattern),
    },
    {
      id: 'stray-log-files',
      clause: 'gespeichert in einer Log-Datei; keine Querverknüpfungen',
      counts: 'Fremde Dateien im Ordner des Zugriffsprotokolls',
      remedy: 'Nachsehen, was sie enthalten und woher sie kommen; dann aus DATA_DIR/access-log entfernen.',
      find: () => strayFiles(accessLogFolder()),
    },
    {
      id: 'old-log-files',
      clause: 'Aufbewahrung der Log-Dateien',
      counts: 'Dateien des Zugriffsprotokolls, deren Frist vorbei ist',
      remedy: 'Die tägliche Pflege starten (api/cron/housekeeping); bleibt es dabei, die Rechte des Ordners prüfen.',
      find: async (ctx) => {
        const { accessLogPeriod } = await newestVersion(ctx)
        const today = ctx.now().toISOString().slice(0, 10)
        return filesPastTheirPeriod({ folder: accessLogFolder(), today, period: accessLogPeriod })
      },
    },
    {
      id: 'addresses-in-error-totals',
      clause: 'Rechtzeitiges Erkennen von Fehlern, ohne Person',
      counts: 'Fehlerzahlen, deren Adressmuster eine Person nennen könnte',
      remedy:
        'Den Server anhalten, die Einträge in access_error_total löschen und das Muster in lib/access-log/path-pattern.ts ergänzen.',
      find: async ({ db }) => {
        const patterns = await db.accessErrorTotal.groupBy({ by: ['pattern'], _count: true })
        return patterns.filter(({ pattern }) => !isKnownPattern(pattern)).length
      },
    },
    {
      id: 'totals-differ',
      clause: 'Die Auswertung beschränkt sich auf die Gesamtzugriffe zu verschiedenen Zugriffszeiten',
      counts: 'Tage, an denen mehr Fehler als Aufrufe gezählt sind, und Zählungen der Zukunft',
      remedy: 'Klären, wer die Zahlen geändert hat oder ob die Uhr eines Servers falsch geht.',
      find: rows(
        (ctx) => Prisma.sql`FROM (
          SELECT e.day FROM (SELECT day, sum(requests) AS errors FROM access_error_total GROUP BY day) e
          WHERE e.errors > coalesce((SELECT sum(t.requests) FROM access_total t
            WHERE t.hour >= e.day::timestamp AT TIME ZONE 'UTC' AND t.hour < (e.day + 1)::timestamp AT TIME ZONE 'UTC'), 0)
          UNION ALL SELECT day FROM access_error_total WHERE day > (${ctx.now()}::timestamptz AT TIME ZONE 'UTC')::date + 1
          UNION ALL SELECT hour::date FROM access_total WHERE hour > ${ctx.now()}::timestamptz + interval '1 day'
        ) wrong`,
      ),
    },
  ],
}
