import { staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { ButtonLink } from '@/components/kern/button-link'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { RecordTable } from '@/components/list/record-table'
import { mayDo } from '@/lib/auth/permissions'
import { countLedger } from '@/lib/policies/announcement-ledger'
import { type Draft, loadDraft } from '@/lib/policies/draft'
import { countUndecided } from '@/lib/policies/list-objections'
import { listVersions } from '@/lib/policies/published-versions'
import { formatDayOf, formatInstant, formatNumber } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'
import { beginPolicyDraft } from './actions'

export default staffPage('/admin/datenschutzerklaerung', async ({ ctx, member }) => {
  const [draft, versions, undecided] = await Promise.all([loadDraft(ctx), listVersions(ctx), countUndecided(ctx)])
  const rows = await Promise.all(
    versions.map(async (version) => ({ ...version, ledger: await countLedger(ctx, version.number) })),
  )
  return (
    <AdminPage heading="Datenschutzerklärung" member={member} part="/admin/datenschutzerklaerung">
      <Section id="entwurf" title="Nächste Fassung">
        {draft ? <DraftState draft={draft} /> : <Text>Zurzeit gibt es keinen Entwurf.</Text>}
        {!draft && mayDo(member.role, 'beginPolicyDraft') ? (
          <ActionButton action={beginPolicyDraft} fields={{}} submit="Entwurf beginnen" prefix="entwurf" />
        ) : null}
      </Section>
      <Section id="widersprueche" title="Widersprüche">
        <Text>
          <Link href="/admin/datenschutzerklaerung/widersprueche">
            {undecided === 0 ? 'Alle Widersprüche sind bearbeitet' : `${formatNumber(undecided)} ohne Entscheidung`}
          </Link>
        </Text>
      </Section>
      <Section id="fassungen" title="Veröffentlichte Fassungen">
        <RecordTable<(typeof rows)[number]>
          caption="Veröffentlichte Fassungen und ihre Bekanntmachung"
          rows={rows}
          rowKey={({ number }) => String(number)}
          columns={[
            {
              title: 'Fassung',
              heading: true,
              cell: ({ number }) => <Link href={`/admin/datenschutzerklaerung/${number}`}>Fassung {number}</Link>,
            },
            { title: 'Veröffentlicht', cell: ({ publishedAt }) => formatDayOf(publishedAt) },
            {
              title: 'Wartet',
              numeric: true,
              cell: ({ ledger }) => formatNumber(ledger.queued + ledger.failed),
            },
            { title: 'Frist läuft', numeric: true, cell: ({ ledger }) => formatNumber(ledger.running) },
            { title: 'Ohne Widerspruch', numeric: true, cell: ({ ledger }) => formatNumber(ledger['in-force']) },
            { title: 'Unzustellbar', numeric: true, cell: ({ ledger }) => formatNumber(ledger.bounced) },
            { title: 'Widersprochen', numeric: true, cell: ({ ledger }) => formatNumber(ledger.objected) },
          ]}
        />
        <Text muted>
          Gezählt sind Mitglieder, denen die Fassung bekannt gemacht wurde. Wer sich danach registriert, stimmt ihr bei
          der Registrierung zu.
        </Text>
      </Section>
    </AdminPage>
  )
})

function DraftState({ draft }: { draft: Draft }) {
  return (
    <>
      <Text>
        {draft.submittedAt
          ? `Fassung ${draft.number} ist seit ${formatInstant(draft.submittedAt)} eingereicht und wartet auf die Freigabe.`
          : `Fassung ${draft.number} ist in Arbeit${draft.editedAt ? `, zuletzt geändert am ${formatInstant(draft.editedAt)}` : ''}.`}
      </Text>
      <p>
        <ButtonLink href="/admin/datenschutzerklaerung/entwurf">Entwurf öffnen</ButtonLink>
      </p>
    </>
  )
}
