import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { RecordTable } from '@/components/list/record-table'
import { ledgerStateLabels } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { ledgerOf } from '@/lib/policies/announcement-ledger'
import { type GoverningReason, governingVersion } from '@/lib/policies/governing-version'
import { formatInstant } from '@/lib/text'
import { ReportReturned } from '../../../parts/report-returned'

type Entry = Awaited<ReturnType<typeof ledgerOf>>[number]

const reasons: Record<GoverningReason, string> = {
  accepted: 'Das Mitglied hat ihr zugestimmt.',
  announced: 'Sie wurde bekannt gemacht, und die Frist zum Widerspruch ist abgelaufen.',
  'created-by-operator': 'Das Konto wurde vom Betreiber angelegt.',
}

type Props = { ctx: PortalContext; accountId: string; canReport: boolean }

/** Which version of the policy governs the member, since when and why, and what became of each announcement (DS-11). */
export async function PolicyLedger({ ctx, accountId, canReport }: Props) {
  const [governing, entries] = await Promise.all([governingVersion(ctx, accountId), ledgerOf(ctx, accountId)])
  const instant = (at: Date | null) => (at ? formatInstant(at) : '–')
  return (
    <Section id="datenschutzerklaerung" title="Datenschutzerklärung">
      {governing ? (
        <Text>
          Für das Mitglied gilt{' '}
          <Link href={`/datenschutz/versionen/${governing.number}`}>Fassung {governing.number}</Link> seit{' '}
          {formatInstant(governing.since)}. {reasons[governing.reason]}
        </Text>
      ) : null}
      {entries.length === 0 ? (
        <Text muted>Dem Mitglied wurde keine neue Fassung bekannt gemacht.</Text>
      ) : (
        <RecordTable<Entry>
          caption="Bekanntmachungen an das Mitglied"
          rows={entries}
          rowKey={({ versionNumber }) => String(versionNumber)}
          columns={[
            {
              title: 'Fassung',
              heading: true,
              cell: ({ versionNumber }) => (
                <Link href={`/admin/datenschutzerklaerung/${versionNumber}`}>Fassung {versionNumber}</Link>
              ),
            },
            { title: 'Stand', cell: ({ state }) => ledgerStateLabels[state] },
            { title: 'Eingereiht', cell: ({ queuedAt }) => instant(queuedAt) },
            { title: 'Angenommen', cell: ({ acceptedAt }) => instant(acceptedAt) },
            { title: 'Unzustellbar', cell: ({ bouncedAt }) => instant(bouncedAt) },
            { title: 'Zur Kenntnis genommen', cell: ({ confirmedAt }) => instant(confirmedAt) },
            { title: 'Widersprochen', cell: ({ objectedAt }) => instant(objectedAt) },
            {
              title: 'Rückläufer',
              cell: ({ mailId, acceptedAt, bouncedAt }) =>
                canReport && mailId && acceptedAt && !bouncedAt ? (
                  <ReportReturned accountId={accountId} mailId={mailId} prefix="fassung" />
                ) : (
                  '–'
                ),
            },
          ]}
        />
      )}
    </Section>
  )
}
