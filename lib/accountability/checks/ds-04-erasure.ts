import { Prisma } from '../../db/generated/client'
import { schemaDifferences } from '../../db/schema-objects'
import { strayData } from '../../personal-data/stray-data'
import { undeclaredColumns } from '../../personal-data/undeclared'
import { type KeptPromise, rows } from '../promise-check'
import { disagreeing } from './disagreeing'
import { recorded } from './recorded'
import { namelessRemains, ownerlessRows } from './remains'

export const erasure: KeptPromise = {
  id: 'DS-04',
  title: 'Änderung und Löschung',
  sentence: 'Mitglieder ändern ihre Daten selbst und löschen ihr Konto mit allen Daten darin.',
  rule: () => 'Gelöscht wird sofort und vollständig; nur eine Löschsperre schiebt es auf.',
  evidence: ['Löschnachweis (Tabelle erasure)'],
  checks: [
    {
      id: 'erased-but-present',
      clause: 'wird Ihr Nutzerkonto gelöscht',
      counts: 'Gelöschte Konten, die noch da sind',
      remedy: 'Vermutlich eine alte Sicherung: das Portal schließen und die Löschungen wiederholen (erasures:replay).',
      find: rows(() => Prisma.sql`FROM erasure e JOIN account a ON a.id = e.account_id`),
    },
    {
      id: 'ownerless-rows',
      clause: 'einschließlich aller in diesem hinterlegten Daten',
      counts: 'Zeilen, deren Konto es nicht mehr gibt',
      remedy: 'Die Zeilen löschen und klären, wer das Konto an der Löschung vorbei entfernt hat.',
      find: rows(() => ownerlessRows()),
    },
    {
      id: 'nameless-remains',
      clause: 'einschließlich aller hinterlegten Daten (Texte)',
      counts: 'Texte, deren Konto gelöscht ist',
      remedy: 'Die Texte leeren; klären, warum die Löschung sie stehen gelassen hat.',
      find: rows(() => namelessRemains()),
    },
    {
      id: 'mail-of-nobody',
      clause: 'einschließlich aller hinterlegten Daten (E-Mails)',
      counts:
        'E-Mails und Anfragen ohne Konto, die Adresse oder Text zu lange behalten oder zu keinem Fremden gehören können',
      remedy:
        'Im Postausgang verwerfen und den Versand prüfen. Bleiben sie, die Zeilen in outgoing_mail und asked_address löschen.',
      find: rows(
        (ctx) => Prisma.sql`FROM (
          SELECT 1 FROM asked_address WHERE asked_at < ${ctx.now()}::timestamptz - interval '1 day'
          UNION ALL SELECT 1 FROM outgoing_mail
          WHERE account_id IS NULL AND (recipient IS NOT NULL OR props <> '{}') AND state <> 'accepted'
            AND (created_at < ${ctx.now()}::timestamptz - interval '14 days'
              OR (state IN ('failed', 'bounced') AND changed_at < ${ctx.now()}::timestamptz - interval '7 days')
              OR (template NOT LIKE 'erased-%' AND template NOT IN (${Prisma.join(TO_STRANGERS)})))) of_nobody`,
      ),
    },
    {
      id: 'erasures-differ',
      clause: 'wird Ihr Nutzerkonto gelöscht (Nachweis)',
      counts: 'Löschungen, die nur im Löschnachweis oder nur im Protokoll stehen',
      remedy:
        'Löschnachweis, Protokoll und erasures.log vergleichen; fehlende Löschungen mit erasures:replay wiederholen.',
      find: rows(
        () => Prisma.sql`FROM (
          SELECT account_id FROM erasure x WHERE NOT ${recorded('account.erased', Prisma.sql`x.account_id`)}
          UNION ALL SELECT subject_id FROM audit_event e WHERE act = 'account.erased'
            AND NOT EXISTS (SELECT FROM erasure x WHERE x.account_id = e.subject_id)) one_sided`,
      ),
    },
    {
      id: 'closings-differ',
      clause: 'wird Ihr Nutzerkonto gelöscht (auch nach einer Wiederherstellung)',
      counts:
        'Schließungen und Öffnungen nach einer Wiederherstellung, die nur in der Liste oder nur im Protokoll stehen',
      remedy: 'Die Löschungen wiederholen (erasures:replay) und klären, wer die Liste geändert hat.',
      find: rows((ctx) => disagreeing(ctx, 'closings-differ')),
    },
    {
      id: 'undeclared-columns',
      clause: 'alle hinterlegten Daten sind bekannt',
      counts: 'Spalten und Tabellen ohne Angabe, ob sie personenbezogen sind',
      remedy:
        'Mit „npm run portal -- inventory“ nachsehen. Die Spalte im Schema deklarieren oder löschen; bis dahin keine neue Fassung ausliefern.',
      find: async (ctx) => {
        const strangers = (await schemaDifferences(ctx)).filter((line) => /^\+ (relation|column) /.test(line))
        return (await undeclaredColumns(ctx)).length + strangers.length
      },
    },
    {
      id: 'stray-files',
      clause: 'alle hinterlegten Daten sind bekannt (Dateien)',
      counts: 'Dateien im Datenordner, die kein Verzeichnis nennt',
      remedy: 'Nachsehen, was sie enthalten; Kopien von Daten gehören gelöscht, Sicherungen an ihren eigenen Ort.',
      find: strayData,
    },
  ],
}

/** Mail that may go to people without an account, besides the last confirmations of an erasure. */
const TO_STRANGERS = [
  'confirm-registration',
  'already-registered',
  'report-received',
  'report-decided',
  'contact-message',
]
