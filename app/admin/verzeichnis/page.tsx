import { staffPage } from '@/app/_edge/page'
import { Alert } from '@/components/kern/alert'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { RecordTable } from '@/components/list/record-table'
import { type Operator, operator } from '@/lib/operator'
import { inventoryProblems, tablesWithoutPersonalData } from '@/lib/personal-data/inventory'
import {
  measures,
  type RecordEntry,
  recordOfProcessing,
  retentionSchedule,
  type ScheduleLine,
} from '@/lib/personal-data/record-of-processing'
import { newestVersion } from '@/lib/policies/published-versions'
import { formatInstant } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'

/** Record of processing activities (GDPR Art. 30) and retention schedule (DIN 66398), drawn from the schema; printable. */
export default staffPage('/admin/verzeichnis', async ({ ctx, member }) => {
  const version = await newestVersion(ctx)
  const entries = recordOfProcessing(version)
  const problems = inventoryProblems()
  return (
    <AdminPage heading="Verzeichnis von Verarbeitungstätigkeiten" member={member} part="/admin/verzeichnis">
      <Text className="max-w-2xl">
        Nach Art. 30 DSGVO, mit Löschkonzept nach DIN 66398. Das Verzeichnis entsteht aus den Angaben im Datenmodell;
        die Fristen stammen aus Fassung {version.number} der Datenschutzerklärung und aus dem Programm. Stand{' '}
        {formatInstant(ctx.now())}.
      </Text>
      <div className="no-print flex flex-wrap gap-x-6 gap-y-2">
        <Link href="/admin/verzeichnis/csv" standalone>
          Als CSV herunterladen
        </Link>
        <Link href="/admin/verzeichnis/json" standalone>
          Als JSON herunterladen
        </Link>
      </div>
      {problems.length > 0 ? (
        <Alert variant="danger" title="Das Verzeichnis ist unvollständig">
          <List items={problems} />
        </Alert>
      ) : null}
      <Controller operator={operator()} />
      {entries.map((entry) => (
        <Activity key={entry.key} entry={entry} />
      ))}
      <Schedule lines={retentionSchedule(version)} />
      <Section id="ohne" title="Tabellen ohne personenbezogene Daten">
        <Text className="max-w-2xl">
          Zu jeder steht im Datenmodell, warum sie nichts über Personen enthält (auf Englisch, wie der Programmtext).
        </Text>
        <List
          items={tablesWithoutPersonalData().map(({ name, why }) => (
            <span key={name}>
              <code>{name}</code>: <span lang="en">{why}</span>
            </span>
          ))}
        />
      </Section>
      <Section id="massnahmen" title="Technische und organisatorische Maßnahmen">
        <List items={measures} />
      </Section>
    </AdminPage>
  )
})

function Controller({ operator: { name, email, dataProtectionOfficer, processors } }: { operator: Operator }) {
  return (
    <Section id="verantwortlich" title="Verantwortlicher">
      <DescriptionList
        items={[
          { term: 'Name', value: name },
          { term: 'E-Mail', value: email },
          { term: 'Datenschutzbeauftragte Person', value: dataProtectionOfficer ?? 'noch einzutragen' },
          { term: 'Auftragsverarbeiter', value: processors ?? 'noch einzutragen' },
          { term: 'Übermittlung in Drittländer', value: 'keine' },
        ]}
      />
    </Section>
  )
}

function Activity({ entry }: { entry: RecordEntry }) {
  const places = [
    ...entry.tables.map(({ name, title }) => `${title} (Tabelle ${name})`),
    ...entry.stores.map(({ title, path }) => (path ? `${title} (${path})` : title)),
  ]
  return (
    <Section labelledBy={entry.key}>
      <Heading level={2} size="medium" id={entry.key}>
        {entry.title}
      </Heading>
      <DescriptionList
        items={[
          { term: 'Zweck', value: entry.why },
          { term: 'Rechtsgrundlage', value: entry.basis },
          { term: 'Betroffene Personen', value: entry.people },
          { term: 'Daten', value: entry.data.join(', ') || 'siehe Speicherorte' },
          { term: 'Empfänger', value: entry.recipients },
          { term: 'Speicherorte', value: <List items={places} /> },
          { term: 'Löschfristen', value: <List items={entry.retention.map(({ what, rule }) => `${what}: ${rule}`)} /> },
        ]}
      />
    </Section>
  )
}

function Schedule({ lines }: { lines: ScheduleLine[] }) {
  return (
    <Section id="loeschkonzept" title="Löschkonzept">
      <RecordTable<ScheduleLine>
        caption="Löschkonzept"
        rows={lines}
        rowKey={({ key }) => key}
        columns={[
          { title: 'Löschklasse', heading: true, cell: ({ title }) => title },
          { title: 'Beginn', cell: ({ start }) => start },
          { title: 'Frist', cell: ({ period }) => period },
          { title: 'Löscht', cell: ({ by }) => by },
          { title: 'Gilt für', cell: ({ covers }) => covers.join(', ') },
        ]}
      />
    </Section>
  )
}
