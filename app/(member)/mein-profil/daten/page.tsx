import { FarewellPage } from '@/app/_edge/farewell'
import { memberPage } from '@/app/_edge/page'
import { Alert } from '@/components/kern/alert'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { Heading } from '@/components/kern/heading'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { Title } from '@/components/layout/title'
import { type ReportFrame, reportFrame } from '@/lib/access-requests/report-frame'
import { rights } from '@/lib/access-requests/rights'
import { clockRestsText } from '@/lib/accounts/clock-stops'
import { mustProve } from '@/lib/auth/step-up'
import { type PortalContext } from '@/lib/context'
import { type PersonRow, readNewestRows } from '@/lib/personal-data/person-rows'
import { formatDay, formatInstant } from '@/lib/text'
import { ProveFirst } from '../parts/prove-first'
import { DownloadForm } from './parts/download-form'
import { Recipients } from './parts/recipients'
import { StoredTable } from './parts/stored-table'

const SHOWN = 20

/** Everything that is stored about the member, in plain German, grouped by purpose; and as a file (DS-12). */
export default memberPage(async ({ ctx, member, query }) => {
  const frame = await reportFrame(ctx, member.accountId)
  if (!frame) return <FarewellPage farewell="erased" />
  const rows = await newestOf(ctx, frame, { table: query.tabelle, before: query.vor })
  const stored = frame.tables.filter(({ count }) => count > 0)
  const purposes = [...new Set(stored.map(({ purpose }) => purpose))]
  return (
    <>
      <div className="flex flex-col gap-2">
        <Breadcrumb trail={[{ href: '/mein-profil', label: 'Mein Profil' }]} />
        <Heading level={1}>Meine gespeicherten Daten</Heading>
      </div>
      <Text>
        Hier steht alles, was das Portal über Sie speichert, Stand {formatInstant(frame.compiledAt)}: wozu, woher, wie
        lange und wer es bekommen oder gesehen hat.
      </Text>
      <Deletion frame={frame} />
      <Section id="herunterladen" title="Auskunft als Datei" size="large">
        <Text>
          Eine ZIP-Datei mit einer lesbaren Seite (HTML) und denselben Daten für Programme (JSON und CSV). Sie entsteht
          beim Herunterladen; auf dem Server bleibt keine Kopie.
        </Text>
        {mustProve(member, ctx.now()) ? <ProveFirst weiter="/mein-profil/daten#herunterladen" /> : <DownloadForm />}
      </Section>
      {purposes.map((purpose) => {
        const tables = stored.filter((table) => table.purpose === purpose)
        return (
          <Section key={purpose} id={purpose} title={tables[0]?.activity.title} size="large">
            <Text>{tables[0]?.activity.why}</Text>
            <Text size="small" muted>
              Rechtsgrundlage: {tables[0]?.activity.basis}. Empfänger: {tables[0]?.activity.recipients}.
            </Text>
            {tables.map((table) => (
              <StoredTable
                key={table.name}
                table={table}
                rows={rows.get(table.name) ?? []}
                frame={frame}
                open={table.name === 'account' || table.name === query.tabelle}
                isContinued={table.name === query.tabelle && query.vor !== undefined}
              />
            ))}
          </Section>
        )
      })}
      <Recipients recipients={frame.recipients} />
      <Elsewhere frame={frame} />
      <Section id="rechte" title="Ihre Rechte" size="large">
        <List items={rights(frame.controller)} />
      </Section>
      <Title>Meine gespeicherten Daten</Title>
    </>
  )
})

async function newestOf(
  ctx: PortalContext,
  { accountId, tables }: ReportFrame,
  wanted: { table?: string; before?: string },
): Promise<Map<string, PersonRow[]>> {
  const found = await Promise.all(
    tables.map(async (table) => {
      const before = table.name === wanted.table ? wanted.before : undefined
      return [table.name, await readNewestRows(ctx, { accountId, table, before, limit: SHOWN })] as const
    }),
  )
  return new Map(found)
}

function Deletion({ frame: { erasedOn, clockStops } }: { frame: ReportFrame }) {
  if (!erasedOn) {
    return (
      <Alert variant="warning" title={clockRestsText(clockStops)}>
        <Text>Solange wird Ihr Konto nicht wegen Inaktivität gelöscht.</Text>
      </Alert>
    )
  }
  return (
    <Alert title={`Ohne Anmeldung gelöscht ab ${formatDay(erasedOn)}`}>
      <Text>
        Melden Sie sich nicht mehr an, wird Ihr Konto mit allen Daten frühestens an diesem Tag gelöscht. Vorher fordern
        wir Sie per E-Mail auf, sich anzumelden. Mit jeder Anmeldung verschiebt sich dieser Tag.
      </Text>
    </Alert>
  )
}

function Elsewhere({ frame: { periods, stores, unassignable } }: { frame: ReportFrame }) {
  return (
    <Section id="anderswo" title="Was sonst noch gespeichert ist" size="large">
      <Text>Diese Einträge lassen sich keiner Person zuordnen:</Text>
      <List items={unassignable.map(({ title, retention }) => `${title}: ${retention.period(periods)}`)} />
      <Text>Diese Orte liegen außerhalb der Datenbank:</Text>
      <List
        items={stores.map(({ title, holds, report }) => (
          <span key={title}>
            <strong>{title}</strong>: {holds}. {report}
          </span>
        ))}
      />
    </Section>
  )
}
