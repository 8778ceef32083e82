import { staffPage } from '@/app/_edge/page'
import { Alert } from '@/components/kern/alert'
import { Link } from '@/components/kern/link'
import { Section } from '@/components/layout/page'
import { ListCount } from '@/components/list/list-count'
import { ListFilters } from '@/components/list/list-filters'
import { ListPages } from '@/components/list/list-pages'
import { ListViews } from '@/components/list/list-views'
import { type StaffRole } from '@/lib/auth/permissions'
import { addressOf, readList } from '@/lib/list'
import { listWork } from '@/lib/work-queue/list-work'
import { workNoticeOf } from '@/lib/work-queue/notice-setting'
import { AdminPage } from '../parts/admin-page'
import { WorkTable } from '../parts/work-table'
import { WorkNoticeForm } from './form'
import { filterOf, workList } from './parts/list'

/** What waits for whoever looks, the urgent first: one list for all rooms. */
export default staffPage('/admin/aufgaben', async ({ ctx, member, query }) => {
  const list = workList(member.role as StaffRole)
  const asked = readList(list, query)
  const [{ entries, ...found }, notify] = await Promise.all([listWork(ctx, filterOf(asked)), workNoticeOf(ctx)])
  const isEverybodys = asked.values.ansicht === 'alle'
  return (
    <AdminPage heading={isEverybodys ? 'Aufgaben aller' : 'Aufgaben'} member={member} part={list.path}>
      <ListViews list={list} asked={asked} name="ansicht" />
      <ListFilters list={list} asked={asked} label="Aufgaben filtern" />
      <ListCount {...found} one="Eine Aufgabe" many="Aufgaben" none="Keine Aufgaben" />
      {entries.length > 0 ? (
        <WorkTable
          entries={entries}
          now={ctx.now()}
          back={addressOf(list, asked, { page: found.page })}
          sorting={{ list, asked }}
        />
      ) : (
        <Alert variant="success" title="Hier wartet nichts." />
      )}
      <ListPages list={list} asked={asked} {...found} />
      <Section id="hinweise" title="Hinweise und Fristen">
        <p>
          <Link href={`${list.path}/kalender`} standalone>
            Meine Fristen als Kalenderdatei (ICS)
          </Link>
        </p>
        <div className="flex max-w-2xl flex-col gap-6">
          <WorkNoticeForm notify={notify} />
        </div>
      </Section>
    </AdminPage>
  )
})
