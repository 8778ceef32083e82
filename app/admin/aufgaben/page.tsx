import { staffPage } from '@/app/_edge/page'
import { FilterSelect } from '@/components/forms/filter-field'
import { Alert } from '@/components/kern/alert'
import { Button } from '@/components/kern/button'
import { Link } from '@/components/kern/link'
import { Pagination } from '@/components/kern/pagination'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { type StaffRole } from '@/lib/auth/permissions'
import { codesOf, isCodeOf, workKindLabels } from '@/lib/codes'
import { counted } from '@/lib/text'
import { kindsToSee } from '@/lib/work-queue/kinds'
import { listWork, type WorkFilter } from '@/lib/work-queue/list-work'
import { workNoticeOf } from '@/lib/work-queue/notice-setting'
import { AdminPage } from '../parts/admin-page'
import { WorkTable } from '../parts/work-table'
import { WorkNoticeForm } from './form'

const PATH = '/admin/aufgaben'
type Query = Record<string, string | undefined>

const views = { meine: 'Was ich erledigen kann', alle: 'Alles, was ich sehen darf' }
const assignees = { mir: 'Von mir', niemand: 'Von niemandem' }
const times = { ueberfaellig: 'Nur Überfälliges' }

/** What waits for whoever looks, the urgent first: one list for all rooms. */
export default staffPage('/admin/aufgaben', async ({ ctx, member, query }) => {
  const filter = readFilter(query)
  const [{ entries, found, page, pages }, notify] = await Promise.all([listWork(ctx, filter), workNoticeOf(ctx)])
  return (
    <AdminPage heading={query.ansicht === 'alle' ? 'Aufgaben aller' : 'Aufgaben'} member={member} part={PATH}>
      <Filters query={query} role={member.role as StaffRole} />
      <Text as="div" id="anzahl">
        <span role="status">{counted(found, 'Eine Aufgabe', 'Aufgaben')}</span>
      </Text>
      {entries.length > 0 ? (
        <WorkTable entries={entries} now={ctx.now()} back={PATH} />
      ) : (
        <Alert variant="success" title="Hier wartet nichts." />
      )}
      <Pagination
        page={page}
        pages={pages}
        href={(other) => addressOf({ ...query, seite: String(other) })}
        label="Seiten der Liste"
      />
      <Section id="hinweise" title="Hinweise und Fristen">
        <p>
          <Link href={`${PATH}/kalender`} standalone>
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

function readFilter(query: Query): WorkFilter {
  const page = Number(query.seite)
  return {
    everybodys: query.ansicht === 'alle',
    assignee: query.bearbeitet === 'mir' ? 'mine' : query.bearbeitet === 'niemand' ? 'nobody' : undefined,
    isOverdue: query.frist === 'ueberfaellig',
    kind: isCodeOf(workKindLabels, query.art) ? query.art : undefined,
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  }
}

function addressOf(query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return given.length > 0 ? `${PATH}?${new URLSearchParams(given)}` : PATH
}

function Filters({ query, role }: { query: Query; role: StaffRole }) {
  const seen = kindsToSee(role)
  const kinds = Object.fromEntries(
    codesOf(workKindLabels).flatMap((kind) => (seen.includes(kind) ? [[kind, workKindLabels[kind]]] : [])),
  )
  return (
    <search aria-label="Aufgaben filtern">
      <form action={PATH} className="flex flex-col gap-4">
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-4">
          <FilterSelect name="ansicht" label="Ansicht" value={query.ansicht} options={views} />
          <FilterSelect name="art" label="Art" value={query.art} all="Alle" options={kinds} />
          <FilterSelect name="bearbeitet" label="Bearbeitet" value={query.bearbeitet} all="Alle" options={assignees} />
          <FilterSelect name="frist" label="Frist" value={query.frist} all="Alle" options={times} />
        </div>
        <div>
          <Button icon="search">Filtern</Button>
        </div>
      </form>
    </search>
  )
}
