import { staffPage } from '@/app/_edge/page'
import { Alert } from '@/components/kern/alert'
import { DescriptionList } from '@/components/kern/description-list'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { countMembersByState } from '@/lib/accounts/search-members'
import { maySee } from '@/lib/auth/permissions'
import { codesOf, dutyLabels, memberStateLabels } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { dutyStates } from '@/lib/duty-states'
import { type ListedRun, listRuns } from '@/lib/lifecycle/list-runs'
import { countMail } from '@/lib/mail/mail-queue'
import { formatInstant, formatNumber } from '@/lib/text'
import { listWork } from '@/lib/work-queue/list-work'
import { AdminPage } from './parts/admin-page'
import { WorkTable } from './parts/work-table'

/** The most urgent entries of the work queue stand here too. */
const MOST_URGENT = 8

export default staffPage('/admin', async ({ ctx, member }) => {
  const members = await countMembersByState(ctx)
  const all = codesOf(memberStateLabels).reduce((sum, state) => sum + members[state], 0)
  return (
    <AdminPage heading="Verwaltung" member={member} part="/admin">
      {await today(ctx)}
      <Section id="mitglieder" title="Mitglieder">
        <DescriptionList
          items={[
            { term: 'Alle Konten', value: <Link href="/admin/mitglieder">{formatNumber(all)}</Link> },
            ...codesOf(memberStateLabels)
              .filter((state) => members[state] > 0)
              .map((state) => ({
                term: memberStateLabels[state],
                value: <Link href={`/admin/mitglieder?zustand=${state}`}>{formatNumber(members[state])}</Link>,
              })),
          ]}
        />
      </Section>
      {maySee(member.role, '/admin/postausgang') ? await operation(ctx) : null}
    </AdminPage>
  )
})

/** What to begin with; the whole queue is one click away. */
async function today(ctx: PortalContext) {
  const { entries, found } = await listWork(ctx)
  return (
    <Section id="heute" title="Heute zu tun">
      {entries.length > 0 ? (
        <WorkTable entries={entries.slice(0, MOST_URGENT)} now={ctx.now()} back="/admin/aufgaben" />
      ) : (
        <Alert variant="success" title="Heute ist nichts zu tun." />
      )}
      {found > MOST_URGENT ? (
        <p>
          <Link href="/admin/aufgaben" standalone>
            Alle {formatNumber(found)} Aufgaben
          </Link>
        </p>
      ) : null}
    </Section>
  )
}

async function operation(ctx: PortalContext) {
  const [runs, mails, duties] = await Promise.all([listRuns(ctx, { limit: 1 }), countMail(ctx), dutyStates(ctx)])
  return (
    <Section id="betrieb" title="Betrieb">
      <DescriptionList
        items={[
          { term: 'Letzte Inaktivitätsprüfung', value: <LastRun run={runs[0]} /> },
          { term: 'Wartende E-Mails', value: formatNumber(mails.queued + mails.sending) },
          ...duties.map(({ duty, endedWellAt, isLate }) => ({
            term: `${dutyLabels[duty]}, zuletzt vollständig`,
            value: `${endedWellAt ? formatInstant(endedWellAt) : 'noch nie'}${isLate ? ' (überfällig)' : ''}`,
          })),
        ]}
      />
    </Section>
  )
}

function LastRun({ run }: { run: ListedRun | undefined }) {
  if (!run) return <>noch keine</>
  return (
    <>
      {formatInstant(run.startedAt)}
      <Text as="span" muted className="block">
        {formatNumber(run.notified)} aufgefordert, {formatNumber(run.erased)} gelöscht
      </Text>
    </>
  )
}
