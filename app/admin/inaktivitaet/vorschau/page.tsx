import { staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { Alert } from '@/components/kern/alert'
import { Button } from '@/components/kern/button'
import { DescriptionList } from '@/components/kern/description-list'
import { described, FormField, Input } from '@/components/kern/form-field'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { RecordTable } from '@/components/list/record-table'
import { MOST_NAMED, nameMembers } from '@/lib/accounts/name-members'
import { mayDo } from '@/lib/auth/permissions'
import { addDays, berlinDay, type CalendarDay, parseDay } from '@/lib/dates'
import { brakeReason, runDoes } from '@/lib/lifecycle/brake-words'
import { type DryRun, dryRun } from '@/lib/lifecycle/dry-run'
import { formatDay, formatInstant, formatNumber } from '@/lib/text'
import { AdminPage } from '../../parts/admin-page'
import { startSweep } from '../actions'

const trail = [{ href: '/admin/inaktivitaet', label: 'Inaktivität' }]
/** Further than this nobody plans, and every year more in the calendar is a mistyped one. */
const LONGEST_LOOK_AHEAD_DAYS = 3 * 366
const SHOWN = MOST_NAMED / 2

type Due = DryRun['notices'][number]

export default staffPage('/admin/inaktivitaet/vorschau', async ({ ctx, member, query }) => {
  const today = berlinDay(ctx.now())
  const { day, problem } = readDay(query.stichtag, today)
  const preview = await dryRun(ctx, { asOf: day })
  const notices = preview.notices.slice(0, SHOWN)
  const erasures = preview.erasures.slice(0, SHOWN)
  const names = await nameMembers(ctx, {
    accountIds: [...notices, ...erasures].map(({ accountId }) => accountId),
    reason: 'inactivity',
  })
  return (
    <AdminPage
      heading={day === today ? 'Vorschau auf den nächsten Lauf' : `Vorschau auf den ${formatDay(day)}`}
      title="Vorschau auf den nächsten Lauf"
      member={member}
      part="/admin/inaktivitaet"
      trail={trail}
    >
      <ChooseDay day={query.stichtag ?? day} problem={problem} />
      <Counts preview={preview} />
      <Affected
        heading="Zur Aufforderung fällig"
        due={notices}
        all={preview.readings.notices.due}
        names={names}
        id="aufforderungen"
      />
      <Affected
        heading="Zur Löschung fällig"
        due={erasures}
        all={preview.readings.erasures.due}
        names={names}
        id="loeschungen"
      />
      {day === today && mayDo(member.role, 'startSweep') ? <RunNow isStopped={preview.brake !== undefined} /> : null}
    </AdminPage>
  )
})

function readDay(text: string | undefined, today: CalendarDay): { day: CalendarDay; problem?: string } {
  if (!text) return { day: today }
  const day = parseDay(text)
  if (!day) return { day: today, problem: 'Bitte geben Sie ein vollständiges Datum an. Gezeigt wird heute.' }
  if (day < today || day > addDays(today, LONGEST_LOOK_AHEAD_DAYS)) {
    return {
      day: today,
      problem: 'Der Stichtag muss zwischen heute und drei Jahren in der Zukunft liegen. Gezeigt wird heute.',
    }
  }
  return { day }
}

function ChooseDay({ day, problem }: { day: string; problem?: string }) {
  const hint = 'Was an diesem Tag geschähe, wenn sich bis dahin niemand anmeldet. Die Vorschau ändert nichts.'
  return (
    <form action="/admin/inaktivitaet/vorschau" className="flex max-w-2xl flex-col gap-4">
      <FormField id="stichtag" label="Stichtag" hint={hint} error={problem}>
        <Input
          id="stichtag"
          name="stichtag"
          type="date"
          defaultValue={day}
          invalid={Boolean(problem)}
          {...described('stichtag', { hint, error: problem })}
        />
      </FormField>
      <div>
        <Button variant="secondary">Vorschau zeigen</Button>
      </div>
    </form>
  )
}

function Counts({ preview }: { preview: DryRun }) {
  const { notices, erasures, unconfirmed } = preview.readings
  return (
    <Section id="zahlen" title="Was der Lauf täte">
      <Verdict preview={preview} />
      <DescriptionList
        items={[
          { term: 'Fällige Aufforderungen', value: formatNumber(notices.due) },
          { term: 'Fällige Löschungen', value: formatNumber(erasures.due) },
          { term: 'Unbestätigte Registrierungen, deren Frist vorbei ist', value: formatNumber(unconfirmed.due) },
        ]}
      />
    </Section>
  )
}

/** What the decision function of the run says (DS-05): it would stop, goes on because somebody confirmed, or only notifies. */
function Verdict({ preview: { brake, readings, confirmation, restraint, does } }: { preview: DryRun }) {
  if (brake) {
    return (
      <Alert variant="warning" title="Der Lauf würde anhalten, bevor er etwas ändert">
        <Text>{brakeReason(brake, readings)}</Text>
      </Alert>
    )
  }
  return (
    <>
      {confirmation ? (
        <Alert variant="warning" title="Der Lauf hält nicht an, weil er bestätigt ist">
          <Text>
            Bestätigt am {formatInstant(confirmation.confirmedAt)} von {confirmation.confirmedBy ?? 'der Kommandozeile'}
            : der nächste Lauf {runDoes(does)}.
          </Text>
        </Alert>
      ) : (
        <Text>Der Lauf {runDoes(does)}.</Text>
      )}
      {restraint === 'none' ? null : <Text>{restraintText[restraint]}</Text>}
    </>
  )
}

const restraintText = {
  'first-run': 'Es ist der erste Lauf dieses Portals. Er löscht nichts, er fordert nur auf.',
  'after-outage': 'Es ist der erste Lauf nach einem Ausfall. Er löscht nichts, er fordert nur auf.',
} satisfies Record<Exclude<DryRun['restraint'], 'none'>, string>

type AffectedProps = { heading: string; due: Due[]; all: number; names: Map<string, string>; id: string }

function Affected({ heading, due, all, names, id }: AffectedProps) {
  return (
    <Section id={id} title={heading}>
      {all === 0 ? <Text muted>Niemand.</Text> : null}
      {all > due.length ? (
        <Text>
          {formatNumber(all)} Konten, die {formatNumber(due.length)} am längsten fälligen werden gezeigt.
        </Text>
      ) : null}
      {due.length > 0 ? (
        <RecordTable<Due>
          caption={heading}
          rows={due}
          rowKey={({ accountId }) => accountId}
          columns={[
            {
              title: 'Mitglied',
              heading: true,
              cell: ({ accountId }) => (
                <Link href={`/admin/mitglieder/${accountId}?anlass=inactivity`}>
                  {names.get(accountId) ?? 'inzwischen gelöscht'}
                </Link>
              ),
            },
            { title: 'Fällig ab', cell: ({ dueOn }) => formatDay(dueOn) },
          ]}
        />
      ) : null}
    </Section>
  )
}

function RunNow({ isStopped }: { isStopped: boolean }) {
  return (
    <Section id="ausfuehren" title="Jetzt ausführen">
      <Text className="max-w-2xl">
        Der Lauf findet jede Nacht von selbst statt. Führen Sie ihn hier nur aus, wenn Sie nicht warten können.
        Löschungen lassen sich nicht zurücknehmen.
        {isStopped ? ' Zurzeit würde er anhalten und die Verwaltung benachrichtigen.' : ''}
      </Text>
      <ActionButton action={startSweep} fields={{}} submit="Lauf jetzt ausführen" variant="danger" prefix="lauf" />
    </Section>
  )
}
