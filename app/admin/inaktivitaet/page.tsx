import { staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { ForecastChart } from '@/components/admin/forecast-chart'
import { Accordion } from '@/components/kern/accordion'
import { Alert } from '@/components/kern/alert'
import { ButtonLink } from '@/components/kern/button-link'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { RecordTable } from '@/components/list/record-table'
import { recordLook } from '@/lib/accounts/name-members'
import { mayDo } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { sweepTriggerLabels } from '@/lib/codes'
import { brakeReason } from '@/lib/lifecycle/brake-words'
import { numberBehind } from '@/lib/lifecycle/brakes'
import { openConfirmation } from '@/lib/lifecycle/confirm-stopped-run'
import { type ForecastDay, forecast } from '@/lib/lifecycle/forecast'
import { listUndeliverable, type UndeliverableNotice } from '@/lib/lifecycle/list-notices'
import { listOutages } from '@/lib/lifecycle/list-outages'
import { type ListedRun, listRuns, needsConfirmation, type StoppedRun } from '@/lib/lifecycle/list-runs'
import { formatDay, formatDayOf, formatInstant, formatNumber } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'
import { Opinions } from '../parts/opinions'
import { runEnd } from '../parts/run-text'
import { confirmRun } from './actions'
import { Confirmed } from './parts/confirmed'
import { Outages } from './parts/outages'

const FORECAST_DAYS = 30
const RUNS_SHOWN = 20
const OUTAGES_SHOWN = 10

export default staffPage('/admin/inaktivitaet', async ({ ctx, member }) => {
  const [runs, confirmation, days, undeliverable, outages] = await Promise.all([
    listRuns(ctx, { limit: RUNS_SHOWN }),
    openConfirmation(ctx),
    forecast(ctx, FORECAST_DAYS),
    listUndeliverable(ctx),
    listOutages(ctx, { limit: OUTAGES_SHOWN }),
  ])
  const stopped = needsConfirmation(runs)
  await recordLook(ctx, { shown: undeliverable.notices.map(({ accountId }) => accountId), reason: 'inactivity' })
  return (
    <AdminPage heading="Inaktivität" member={member} part="/admin/inaktivitaet">
      <Stopped run={stopped} viewer={member} />
      {stopped ? await Opinions({ ctx, member, about: 'stopped-run', actId: stopped.id, isOpen: true }) : null}
      {confirmation ? (
        <Confirmed confirmation={confirmation} mayWithdraw={mayDo(member.role, 'withdrawRunConfirmation')} />
      ) : null}
      <Forecast days={days} />
      <Undeliverable {...undeliverable} />
      <Outages outages={outages} />
      <Runs runs={runs} />
    </AdminPage>
  )
})

/** Somebody else than the person who started it confirms, and names the number. */
function Stopped({ run, viewer }: { run: StoppedRun | undefined; viewer: Member }) {
  if (!run) return null
  const number = numberBehind(run.brake, run.brakeDetails)
  const submit =
    run.brake === 'clock-differs' || run.brake === 'mail-refused'
      ? 'Lauf trotzdem bestätigen'
      : `Lauf mit ${formatNumber(number)} Konten bestätigen`
  return (
    <Section labelledBy="angehalten">
      <Alert variant="danger" title="Der letzte Lauf hat angehalten" level={2} id="angehalten-hinweis">
        <Text>{brakeReason(run.brake, run.brakeDetails)} Es wurde nichts gelöscht und niemand angeschrieben.</Text>
        <Text>
          Prüfen Sie die <Link href="/admin/inaktivitaet/vorschau">Vorschau</Link>. Bestätigen Sie nur, wenn die Zahlen
          richtig sind: Der nächste Lauf macht dann einmal weiter.
        </Text>
      </Alert>
      {run.startedBy === viewer.accountId ? (
        <Text muted>Sie haben diesen Lauf gestartet. Bestätigen muss ihn eine andere Person.</Text>
      ) : null}
      {run.startedBy !== viewer.accountId && mayDo(viewer.role, 'confirmRun') ? (
        <ActionButton
          action={confirmRun}
          fields={{ runId: run.id, number: String(number) }}
          submit={submit}
          prefix="bestaetigung"
        />
      ) : null}
    </Section>
  )
}

function Forecast({ days }: { days: ForecastDay[] }) {
  const notices = days.reduce((sum, day) => sum + day.notices, 0)
  const erasures = days.reduce((sum, day) => sum + day.erasures, 0)
  return (
    <Section id="ausblick" title={`Die nächsten ${days.length} Tage`}>
      <Text className="max-w-2xl">
        Wenn sich niemand anmeldet, werden {formatNumber(notices)} Aufforderungen und {formatNumber(erasures)}{' '}
        Löschungen fällig. Zur Löschung zählen nur Konten, deren Aufforderung schon zugestellt ist.
      </Text>
      <ForecastChart days={days} />
      <Accordion title="Zahlen als Tabelle">
        <RecordTable<ForecastDay>
          caption={`Fällige Aufforderungen und Löschungen in den nächsten ${days.length} Tagen`}
          rows={days}
          rowKey={({ day }) => day}
          columns={[
            { title: 'Tag', heading: true, cell: ({ day }) => formatDay(day) },
            { title: 'Aufforderungen', numeric: true, cell: (day) => formatNumber(day.notices) },
            { title: 'Löschungen', numeric: true, cell: (day) => formatNumber(day.erasures) },
          ]}
        />
      </Accordion>
      <p>
        <ButtonLink href="/admin/inaktivitaet/vorschau" variant="secondary">
          Vorschau auf den nächsten Lauf
        </ButtonLink>
      </p>
    </Section>
  )
}

function Undeliverable({ notices, found }: { notices: UndeliverableNotice[]; found: number }) {
  return (
    <Section id="unzustellbar" title="Unzustellbare Aufforderungen">
      {found === 0 ? <Text muted>Keine. Für alle aufgeforderten Mitglieder war die Zustellung möglich.</Text> : null}
      {found > notices.length ? (
        <Text>
          {formatNumber(found)} insgesamt, die {notices.length} ältesten werden gezeigt.
        </Text>
      ) : null}
      {notices.length > 0 ? (
        <RecordTable<UndeliverableNotice>
          caption="Unzustellbare Aufforderungen"
          rows={notices}
          rowKey={({ id }) => id}
          columns={[
            {
              title: 'Mitglied',
              heading: true,
              cell: ({ accountId, surname, givenName }) => (
                <Link href={`/admin/mitglieder/${accountId}?anlass=inactivity#lebenslauf`}>
                  {surname}, {givenName}
                </Link>
              ),
            },
            { title: 'Unzustellbar seit', cell: ({ closedAt }) => formatDayOf(closedAt) },
          ]}
        />
      ) : null}
    </Section>
  )
}

function Runs({ runs }: { runs: ListedRun[] }) {
  return (
    <Section id="laeufe" title="Letzte Läufe">
      {runs.length === 0 ? (
        <Text muted>Es gab noch keinen Lauf.</Text>
      ) : (
        <RecordTable<ListedRun>
          caption="Letzte Läufe"
          rows={runs}
          rowKey={({ id }) => id}
          columns={[
            { title: 'Beginn', heading: true, cell: ({ startedAt }) => formatInstant(startedAt) },
            { title: 'Auslöser', cell: ({ trigger }) => sweepTriggerLabels[trigger] },
            { title: 'Aufgefordert', numeric: true, cell: ({ notified }) => formatNumber(notified) },
            { title: 'Gelöscht', numeric: true, cell: ({ erased }) => formatNumber(erased) },
            { title: 'Unbestätigt gelöscht', numeric: true, cell: ({ unconfirmed }) => formatNumber(unconfirmed) },
            { title: 'Fehler', numeric: true, cell: ({ failed }) => formatNumber(failed) },
            { title: 'Ende', cell: runEnd },
          ]}
        />
      )}
    </Section>
  )
}
