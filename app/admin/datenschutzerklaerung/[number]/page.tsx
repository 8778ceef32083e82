import { ErrorPage } from '@/app/_edge/error-page'
import { staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { DescriptionList } from '@/components/kern/description-list'
import { Link } from '@/components/kern/link'
import { Pagination } from '@/components/kern/pagination'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { RecordTable } from '@/components/list/record-table'
import { nameMembers } from '@/lib/accounts/name-members'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { codesOf, type LedgerState, ledgerStateLabels } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { countLedger, type LedgerEntry, listLedger, pagesOf } from '@/lib/policies/announcement-ledger'
import { publishedVersion } from '@/lib/policies/published-versions'
import { formatInstant, formatNumber } from '@/lib/text'
import { AdminPage } from '../../parts/admin-page'
import { ReportReturned } from '../../parts/report-returned'
import { repeatAnnouncement } from '../actions'

const trail = [{ href: '/admin/datenschutzerklaerung', label: 'Datenschutzerklärung' }]

/** The announcement of one version, member by member (DS-11). */
export default staffPage('/admin/datenschutzerklaerung/[number]', async ({ ctx, member, params, query }) => {
  const number = /^[1-9]\d{0,5}$/.test(params.number ?? '') ? Number(params.number) : 0
  const version = await publishedVersion(ctx, number)
  if (!version) return <ErrorPage status={404} />
  const counts = await countLedger(ctx, number)
  const state = codesOf(ledgerStateLabels).find((name) => name === query.stand) ?? 'bounced'
  return (
    <AdminPage
      heading={`Fassung ${number}: Bekanntmachung`}
      member={member}
      part="/admin/datenschutzerklaerung"
      trail={trail}
    >
      <Text>
        Veröffentlicht am {formatInstant(version.publishedAt)}.{' '}
        <Link href={`/datenschutz/versionen/${number}`}>Text der Fassung {number}</Link>
      </Text>
      <DescriptionList
        items={[
          ...codesOf(ledgerStateLabels).map((name) => ({
            term: ledgerStateLabels[name],
            value: (
              <Link href={`/admin/datenschutzerklaerung/${number}?stand=${name}`}>{formatNumber(counts[name])}</Link>
            ),
          })),
          { term: 'Zur Kenntnis genommen', value: formatNumber(counts.confirmed) },
        ]}
      />
      {await entries(ctx, member, { number, state, found: counts[state], page: Math.max(1, Number(query.seite) || 1) })}
    </AdminPage>
  )
})

type List = { number: number; state: LedgerState; found: number; page: number }

async function entries(ctx: PortalContext, { role }: Member, { number, state, found, page }: List) {
  const pages = pagesOf(found)
  const shown = Math.min(page, pages)
  const rows = await listLedger(ctx, { versionNumber: number, state, page: shown })
  const names = await nameMembers(ctx, { accountIds: rows.map(({ accountId }) => accountId), reason: 'policy' })
  return (
    <Section id="liste" title={ledgerStateLabels[state]}>
      {state === 'failed' ? (
        <Text className="max-w-2xl">
          Alle Versuche sind gescheitert. Ohne angenommene E-Mail gilt Fassung {number} für diese Mitglieder nicht. Im{' '}
          <Link href="/admin/postausgang">Postausgang</Link> steht der Grund; dort lässt sich der Versand wiederholen.
        </Text>
      ) : null}
      {state === 'queued' ? (
        <Text className="max-w-2xl">
          Der Mailserver hat diese E-Mails noch nicht angenommen. Für diese Mitglieder läuft noch keine Frist.
        </Text>
      ) : null}
      {state === 'bounced' ? (
        <Text className="max-w-2xl">
          Für diese Mitglieder gilt Fassung {number} nicht. Berichtigen Sie zuerst die Adresse und senden Sie die
          Bekanntmachung dann noch einmal.
        </Text>
      ) : null}
      {rows.length === 0 ? (
        <Text muted>Keine Mitglieder.</Text>
      ) : (
        <Ledger rows={rows} names={names} number={number} role={role} />
      )}
      <Pagination
        page={shown}
        pages={pages}
        href={(to) => `/admin/datenschutzerklaerung/${number}?stand=${state}&seite=${to}`}
        label="Seiten der Liste"
      />
    </Section>
  )
}

type Row = LedgerEntry & { governing: number }

type LedgerProps = { rows: Row[]; names: Map<string, string>; number: number; role: Member['role'] }

function Ledger({ rows, names, number, role }: LedgerProps) {
  const instant = (at: Date | null) => (at ? formatInstant(at) : '–')
  return (
    <RecordTable<Row>
      caption="Bekanntmachung je Mitglied"
      rows={rows}
      rowKey={({ accountId }) => accountId}
      columns={[
        {
          title: 'Mitglied',
          heading: true,
          cell: ({ accountId }) => (
            <Link href={`/admin/mitglieder/${accountId}?anlass=policy`}>{names.get(accountId) ?? 'gelöscht'}</Link>
          ),
        },
        { title: 'Eingereiht', cell: ({ queuedAt }) => instant(queuedAt) },
        { title: 'Angenommen', cell: ({ acceptedAt }) => instant(acceptedAt) },
        { title: 'Unzustellbar', cell: ({ bouncedAt }) => instant(bouncedAt) },
        { title: 'Zur Kenntnis genommen', cell: ({ confirmedAt }) => instant(confirmedAt) },
        {
          title: 'Nächster Schritt',
          cell: ({ accountId, mailId, acceptedAt, bouncedAt, objectedAt, governing }) =>
            governing > number ? (
              `Es gilt schon Fassung ${governing}`
            ) : bouncedAt && !objectedAt && mayDo(role, 'repeatAnnouncement') ? (
              <ActionButton
                action={repeatAnnouncement}
                fields={{ accountId, versionNumber: String(number) }}
                submit="Noch einmal senden"
                prefix={`senden-${accountId}`}
              />
            ) : mailId && acceptedAt && !bouncedAt && !objectedAt && mayDo(role, 'reportReturned') ? (
              <ReportReturned accountId={accountId} mailId={mailId} back="policy" prefix="fassung" />
            ) : (
              '–'
            ),
        },
      ]}
    />
  )
}
