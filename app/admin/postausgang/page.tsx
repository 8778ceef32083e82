import { staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { Alert } from '@/components/kern/alert'
import { DescriptionList } from '@/components/kern/description-list'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { ListCount } from '@/components/list/list-count'
import { ListFilters } from '@/components/list/list-filters'
import { ListPages } from '@/components/list/list-pages'
import { RecordTable } from '@/components/list/record-table'
import { recordLook } from '@/lib/accounts/name-members'
import { mayDo } from '@/lib/auth/permissions'
import { mailStateLabels } from '@/lib/codes'
import { type MailState } from '@/lib/db/generated/enums'
import { lastRunOf } from '@/lib/duty-lease'
import { settings } from '@/lib/env'
import { type Asked, addressOf, readList } from '@/lib/list'
import { causeWords } from '@/lib/mail/causes'
import { mailLabel } from '@/lib/mail/letters'
import { type FailedGroup, type FailedMail, groupFailedMails, listFailedMails } from '@/lib/mail/list-mails'
import { countMail, listMail, mailWaitingSince, type QueuedMail } from '@/lib/mail/mail-queue'
import { isOfReports, type ListedOutage, listOutages } from '@/lib/mail/outage'
import { transportInWords } from '@/lib/mail/relay-tls'
import { formatInstant, formatNumber, formatShortInstant } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'
import { discardFailedGroup, discardFailedMail, resumeDispatch, retryFailedGroup, retryFailedMail } from './actions'
import { filterOf, mailList, ofCause } from './parts/list'

const WAITING_SHOWN = 25

export default staffPage('/admin/postausgang', async ({ ctx, member, query }) => {
  const asked = readList(mailList, query)
  const [counts, waitingSince, lastDispatchAt, groups, failed, waiting, outages] = await Promise.all([
    countMail(ctx),
    mailWaitingSince(ctx),
    lastRunOf(ctx, 'mail'),
    groupFailedMails(ctx),
    listFailedMails(ctx, filterOf(asked)),
    listMail(ctx, { states: ['queued', 'sending'], limit: WAITING_SHOWN }),
    listOutages(ctx),
  ])
  await recordLook(ctx, { shown: failed.mails.flatMap(({ accountId }) => accountId ?? []), reason: 'mail' })
  const canAct = mayDo(member.role, 'retryFailedMail')
  return (
    <AdminPage heading="Postausgang" member={member} part="/admin/postausgang">
      <OpenOutages outages={outages.filter(({ endedAt }) => endedAt === null)} canAct={canAct} />
      <Section id="versand" title="Stand">
        <DescriptionList
          items={[
            { term: 'Versandweg', value: transportInWords(settings().mail) },
            { term: 'Letzter Versand', value: lastDispatchAt ? formatInstant(lastDispatchAt) : 'noch keiner' },
            {
              term: 'Älteste fällige E-Mail',
              value: waitingSince ? `wartet seit ${formatInstant(waitingSince)}` : 'keine',
            },
            ...(Object.keys(mailStateLabels) as MailState[]).map((state) => ({
              term: mailStateLabels[state],
              value: formatNumber(counts[state]),
            })),
          ]}
        />
      </Section>
      <Groups groups={groups} canAct={canAct} now={ctx.now()} />
      <Failed list={failed} asked={asked} canAct={canAct} />
      <Waiting mails={waiting} all={counts.queued + counts.sending} />
      <PastOutages outages={outages.filter(({ endedAt }) => endedAt !== null)} />
    </AdminPage>
  )
})

function OpenOutages({ outages, canAct }: { outages: ListedOutage[]; canAct: boolean }) {
  if (outages.length === 0) return null
  return (
    <Section id="stoerung" title="Störung">
      {outages.map(({ cause, error, beganAt, lastAt, count }) => (
        <Alert key={cause} variant="warning" level={3} title={causeWords(cause).name}>
          <Text>{causeWords(cause).remedy}</Text>
          <Text>
            Seit {formatInstant(beganAt)}, zuletzt {formatInstant(lastAt)}, bisher {formatNumber(count)} Mal. Antwort:{' '}
            {error}. {isOfReports(cause) ? null : 'Es geht keine E-Mail verloren, und kein Versuch zählt.'}
          </Text>
        </Alert>
      ))}
      {canAct && outages.some(({ cause }) => !isOfReports(cause)) ? (
        <ActionButton action={resumeDispatch} fields={{}} submit="Jetzt wieder versuchen" prefix="fortsetzen" />
      ) : null}
    </Section>
  )
}

function PastOutages({ outages }: { outages: ListedOutage[] }) {
  if (outages.length === 0) return null
  return (
    <Section id="stoerungen" title="Störungen der letzten 30 Tage">
      <RecordTable<ListedOutage>
        caption="Beendete Störungen"
        rows={outages}
        rowKey={({ cause, beganAt }) => `${cause}-${beganAt.getTime()}`}
        columns={[
          { title: 'Grund', heading: true, cell: ({ cause }) => causeWords(cause).name },
          { title: 'Begonnen', cell: ({ beganAt }) => formatInstant(beganAt) },
          { title: 'Beendet', cell: ({ endedAt }) => (endedAt ? formatInstant(endedAt) : '–') },
          { title: 'Antwort', cell: ({ error }) => error },
        ]}
      />
    </Section>
  )
}

function Groups({ groups, canAct, now }: { groups: FailedGroup[]; canAct: boolean; now: Date }) {
  if (groups.length === 0) return null
  return (
    <Section id="gruende" title="Gescheitert oder unzustellbar nach Grund">
      <Text className="max-w-2xl">
        Adresse und Text bleiben gespeichert, bis Sie entscheiden. Was Sie wiederholen, wird geprüft, bevor es das
        Portal verlässt: E-Mails, die niemand mehr braucht, entfallen.
      </Text>
      <RecordTable<FailedGroup>
        caption="Gescheiterte und unzustellbare E-Mails nach Grund"
        rows={groups}
        rowKey={({ cause }) => cause ?? 'unbekannt'}
        columns={[
          {
            title: 'Grund',
            heading: true,
            cell: ({ cause }) => <Link href={addressOf(mailList, ofCause(cause))}>{causeWords(cause).name}</Link>,
          },
          { title: 'Anzahl', numeric: true, cell: ({ count }) => formatNumber(count) },
          { title: 'Seit', cell: ({ since }) => formatInstant(since) },
          { title: 'Was hilft', cell: ({ cause }) => causeWords(cause).remedy },
          ...(canAct
            ? [{ title: 'Entscheiden', cell: (group: FailedGroup) => <DecideAll group={group} now={now} /> }]
            : []),
        ]}
      />
    </Section>
  )
}

function DecideAll({ group: { cause, withText }, now }: { group: FailedGroup; now: Date }) {
  const fields = { cause: cause ?? '', before: now.toISOString() }
  const name = cause ?? 'unbekannt'
  return (
    <div className="flex flex-wrap gap-2">
      {withText > 0 ? (
        <ActionButton action={retryFailedGroup} fields={fields} submit="Alle wiederholen" prefix={`alle-${name}`} />
      ) : null}
      <ActionButton action={discardFailedGroup} fields={fields} submit="Alle verwerfen" prefix={`weg-${name}`} />
    </div>
  )
}

type Failed = Awaited<ReturnType<typeof listFailedMails>>

function Failed({ list: { mails, ...list }, asked, canAct }: { list: Failed; asked: Asked; canAct: boolean }) {
  return (
    <Section id="gescheitert" title="Einzelne E-Mails">
      <ListFilters list={mailList} asked={asked} label="Gescheiterte E-Mails filtern" />
      <ListCount {...list} one="Eine E-Mail" many="E-Mails" none="Keine." />
      {mails.length > 0 ? (
        <RecordTable<FailedMail>
          caption="Gescheiterte und unzustellbare E-Mails"
          rows={mails}
          rowKey={({ id }) => id}
          sorting={{ list: mailList, asked }}
          columns={[
            { title: 'Anlass', heading: true, clip: true, cell: ({ template }) => mailLabel(template) },
            { title: 'Empfänger', clip: true, cell: ({ recipient }) => recipient ?? '–' },
            { title: 'Stand', cell: ({ state }) => mailStateLabels[state] },
            {
              title: 'Seit',
              sort: 'zeit',
              cell: ({ changedAt }) => <span className="whitespace-nowrap">{formatShortInstant(changedAt)}</span>,
            },
            {
              title: 'Grund',
              cell: ({ cause, lastError }) => `${causeWords(cause).name} (${lastError ?? 'ohne Antwort'})`,
            },
            { title: 'Versuche', numeric: true, cell: ({ attempts }) => formatNumber(attempts) },
            ...(canAct ? [{ title: 'Entscheiden', cell: (mail: FailedMail) => <Decide mail={mail} /> }] : []),
          ]}
        />
      ) : null}
      <ListPages list={mailList} asked={asked} {...list} />
    </Section>
  )
}

function Decide({ mail: { id, hasText } }: { mail: FailedMail }) {
  return (
    <div className="flex flex-wrap gap-2">
      {hasText ? (
        <ActionButton action={retryFailedMail} fields={{ id }} submit="Wiederholen" prefix={`wiederholen-${id}`} />
      ) : null}
      <ActionButton action={discardFailedMail} fields={{ id }} submit="Verwerfen" prefix={`verwerfen-${id}`} />
    </div>
  )
}

function Waiting({ mails, all }: { mails: QueuedMail[]; all: number }) {
  return (
    <Section id="wartend" title="Wartend">
      {mails.length === 0 ? <Text muted>Keine. Alle E-Mails sind unterwegs oder angenommen.</Text> : null}
      {all > mails.length ? (
        <Text>
          {formatNumber(all)} insgesamt, die {mails.length} jüngsten werden gezeigt.
        </Text>
      ) : null}
      {mails.length > 0 ? (
        <RecordTable<QueuedMail>
          caption="Wartende E-Mails"
          rows={mails}
          rowKey={({ id }) => id}
          columns={[
            { title: 'Anlass', heading: true, cell: ({ template }) => mailLabel(template) },
            { title: 'Erstellt', cell: ({ createdAt }) => formatInstant(createdAt) },
            { title: 'Nächster Versuch', cell: ({ dueAt }) => formatInstant(dueAt) },
            { title: 'Bisherige Versuche', numeric: true, cell: ({ attempts }) => formatNumber(attempts) },
            { title: 'Letzter Fehler', cell: ({ lastError }) => lastError ?? '–' },
          ]}
        />
      ) : null}
    </Section>
  )
}
