import { ErrorPage } from '@/app/_edge/error-page'
import { staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { BarChart } from '@/components/admin/bar-chart'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { RecordTable } from '@/components/list/record-table'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { type BulkPreview, type ListedBulkAct, viewBulkAct } from '@/lib/bulk-acts/list-bulk-acts'
import { bulkKindLabels, bulkStateLabels, memberGroupLabels, memberStateLabels } from '@/lib/codes'
import { formatInstant, formatNumber } from '@/lib/text'
import { CasePage, caseFrame } from '../../../parts/case-page'
import { Opinions } from '../../../parts/opinions'
import { rejectBulk, releaseBulk, stopBulk, submitBulk } from '../actions'
import { bulkKindEffects } from '../parts/effects'

const trail = [
  { href: '/admin/mitglieder', label: 'Mitglieder' },
  { href: '/admin/mitglieder/sammelvorgaenge', label: 'Sammelvorgänge' },
]

export default staffPage('/admin/mitglieder/sammelvorgaenge/[id]', async (call) => {
  const { ctx, member, params } = call
  const preview = await viewBulkAct(ctx, { actId: params.id ?? '' })
  if (!preview) return <ErrorPage status={404} />
  const { act } = preview
  const isOpen = act.state === 'preview' || act.state === 'waits'
  return (
    <CasePage
      frame={await caseFrame(ctx, { kind: 'bulk-act', id: act.id }, `/admin/mitglieder/sammelvorgaenge/${act.id}`)}
      heading={bulkKindLabels[act.kind]}
      title="Sammelvorgang"
      member={member}
      part="/admin/mitglieder"
      trail={trail}
    >
      {isOpen ? <Text className="max-w-2xl">{bulkKindEffects[act.kind]}</Text> : null}
      <Facts act={act} isOpen={isOpen} />
      {isOpen ? <Preview preview={preview} /> : null}
      {isOpen || act.state === 'running' ? <Decision act={act} member={member} /> : null}
      {await Opinions({ ctx, member, about: 'bulk-act', actId: act.id, isOpen: isOpen })}
    </CasePage>
  )
})

function Facts({ act, isOpen }: { act: ListedBulkAct; isOpen: boolean }) {
  const { state, reason, chosen, members, preparedAt, releaseBy, decidedAt, finishedAt } = act
  return (
    <DescriptionList
      items={[
        { term: 'Stand', value: bulkStateLabels[state] },
        { term: 'Grund', value: <span className="whitespace-pre-line">{reason}</span> },
        { term: 'Ausgewählt', value: formatNumber(chosen) },
        { term: 'Davon betroffen', value: `${formatNumber(members)}${leftOut(chosen - members)}` },
        { term: 'Vorbereitet', value: `${formatInstant(preparedAt)}, ${act.preparedByName ?? 'Person nicht mehr da'}` },
        ...(isOpen ? [{ term: 'Freigabe möglich bis', value: formatInstant(releaseBy) }] : []),
        ...(decidedAt ? [{ term: 'Entschieden', value: formatInstant(decidedAt) }] : []),
        ...(finishedAt ? [{ term: 'Beendet', value: formatInstant(finishedAt) }] : []),
        ...(['running', 'stopped', 'finished'].includes(state) ? results(act) : []),
      ]}
    />
  )
}

function leftOut(count: number): string {
  return count > 0
    ? ` (${formatNumber(count)} ausgenommen: nicht gefunden, mit einer Rolle in der Verwaltung, oder es würde sich nichts ändern)`
    : ''
}

function results({ done, changed, postponed, failed, members }: ListedBulkAct) {
  const left = members - done - changed - postponed - failed
  return [
    { term: 'Ausgeführt', value: formatNumber(done) },
    { term: 'Inzwischen geändert, nicht ausgeführt', value: formatNumber(changed) },
    ...(postponed > 0 ? [{ term: 'Warten auf das Ende einer Löschsperre', value: formatNumber(postponed) }] : []),
    ...(failed > 0 ? [{ term: 'Gescheitert', value: formatNumber(failed) }] : []),
    ...(left > 0 ? [{ term: 'Nicht erreicht (oder Konto schon gelöscht)', value: formatNumber(left) }] : []),
  ]
}

function Preview({ preview: { groups, states, sample, act } }: { preview: BulkPreview }) {
  return (
    <Section id="vorschau" title="Vorschau">
      {groups.length > 1 ? (
        <BarChart
          bars={groups.map(({ group, members }) => ({ key: group, value: members, label: memberGroupLabels[group] }))}
        />
      ) : null}
      <div className="grid gap-6 md:grid-cols-2">
        <Counts title="Nutzergruppe" rows={groups.map((row) => [memberGroupLabels[row.group], row.members] as const)} />
        <Counts title="Zustand" rows={states.map((row) => [memberStateLabels[row.state], row.members] as const)} />
      </div>
      <Heading level={3} size="small">
        {sample.length < act.members ? `${sample.length} Beispiele, zufällig ausgewählt` : 'Alle Betroffenen'}
      </Heading>
      <RecordTable<BulkPreview['sample'][number]>
        caption="Beispiele der Betroffenen"
        rows={sample}
        rowKey={({ id }) => id}
        columns={[
          {
            title: 'Name',
            heading: true,
            cell: ({ id, surname, givenName }) => (
              <Link href={`/admin/mitglieder/${id}`}>
                {surname}, {givenName}
              </Link>
            ),
          },
          { title: 'Unternehmen/Institution', cell: ({ organisation }) => organisation ?? '–' },
        ]}
      />
    </Section>
  )
}

function Counts({ title, rows }: { title: string; rows: (readonly [string, number])[] }) {
  return (
    <RecordTable<readonly [string, number]>
      caption={`Betroffene nach ${title}`}
      rows={rows}
      rowKey={([name]) => name}
      columns={[
        { title, heading: true, cell: ([name]) => name },
        { title: 'Mitglieder', numeric: true, cell: ([, members]) => formatNumber(members) },
      ]}
    />
  )
}

function Decision({ act: { id, state, preparedBy, kind }, member }: { act: ListedBulkAct; member: Member }) {
  const fields = { actId: id }
  const isFirst = preparedBy === member.accountId
  const mayRelease = mayDo(member.role, 'releaseBulk') && !isFirst
  return (
    <Section id="entscheidung" title="Entscheidung">
      {state === 'waits' && !mayRelease ? <Text muted>Die Leitung muss den Sammelvorgang freigeben.</Text> : null}
      {state === 'preview' && !isFirst ? (
        <Text muted>Wer den Sammelvorgang vorbereitet, hat ihn noch nicht zur Freigabe gegeben.</Text>
      ) : null}
      <div className="flex flex-wrap gap-4">
        {state === 'preview' && isFirst && mayDo(member.role, 'submitBulk') ? (
          <ActionButton
            action={submitBulk}
            fields={fields}
            submit="Zur Freigabe geben"
            variant="primary"
            prefix="einreichen"
          />
        ) : null}
        {state === 'waits' && mayRelease ? (
          <ActionButton
            action={releaseBulk}
            fields={fields}
            submit={`Freigeben: ${bulkKindLabels[kind]}`}
            variant={kind === 'erase' ? 'danger' : 'primary'}
            prefix="freigeben"
          />
        ) : null}
        {state === 'running' && mayDo(member.role, 'stopBulk') ? (
          <ActionButton action={stopBulk} fields={fields} submit="Anhalten" variant="danger" prefix="anhalten" />
        ) : null}
        {state !== 'running' && mayDo(member.role, 'rejectBulk') ? (
          <ActionButton
            action={rejectBulk}
            fields={fields}
            submit={isFirst ? 'Verwerfen' : 'Ablehnen'}
            prefix="ablehnen"
          />
        ) : null}
      </div>
    </Section>
  )
}
