import { staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { MailAddress } from '@/components/admin/mail-address'
import { RecordTable } from '@/components/admin/record-table'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { recordLook } from '@/lib/accounts/name-members'
import { mayDo, pageRoles } from '@/lib/auth/permissions'
import { type MailState } from '@/lib/db/generated/enums'
import { lastRunOf } from '@/lib/duty-lease'
import { type FailedMail, listFailedMails } from '@/lib/mail/list-mails'
import { countMail, listMail, mailWaitingSince, type QueuedMail } from '@/lib/mail/mail-queue'
import { mailLabel, mailStateLabels } from '@/lib/mail/mail-words'
import { formatInstant, formatNumber } from '@/lib/text'
import { AdminPage } from '../_frame/admin-page'
import { discardFailedMail, retryFailedMail } from './actions'

const WAITING_SHOWN = 25

export default staffPage(pageRoles['/admin/postausgang'], async ({ ctx, member, query }) => {
  const [counts, waitingSince, lastDispatchAt, failed, waiting] = await Promise.all([
    countMail(ctx),
    mailWaitingSince(ctx),
    lastRunOf(ctx, 'mail'),
    listFailedMails(ctx),
    listMail(ctx, { states: ['queued', 'sending'], limit: WAITING_SHOWN }),
  ])
  await recordLook(ctx, { shown: failed.flatMap(({ accountId }) => accountId ?? []), reason: 'mail' })
  return (
    <AdminPage heading="Postausgang" member={member} part="/admin/postausgang" notice={query.meldung}>
      <Section labelledBy="stand">
        <Heading level={2} size="medium" id="stand">
          Stand
        </Heading>
        <DescriptionList
          items={[
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
      <Failed mails={failed} all={counts.failed + counts.bounced} canAct={mayDo(member.role, 'retryFailedMail')} />
      <Waiting mails={waiting} all={counts.queued + counts.sending} />
    </AdminPage>
  )
})

function Failed({ mails, all, canAct }: { mails: FailedMail[]; all: number; canAct: boolean }) {
  return (
    <Section labelledBy="gescheitert">
      <Heading level={2} size="medium" id="gescheitert">
        Gescheitert oder unzustellbar
      </Heading>
      {mails.length === 0 ? <Text muted>Keine.</Text> : null}
      {all > mails.length ? (
        <Text>
          {formatNumber(all)} insgesamt, die {mails.length} jüngsten werden gezeigt.
        </Text>
      ) : null}
      {mails.length > 0 ? (
        <RecordTable<FailedMail>
          caption="Gescheiterte und unzustellbare E-Mails"
          rows={mails}
          rowKey={({ id }) => id}
          columns={[
            { title: 'Anlass', heading: true, cell: ({ template }) => mailLabel(template) },
            { title: 'Empfänger', cell: ({ recipient }) => <MailAddress address={recipient} /> },
            {
              title: 'Stand',
              cell: ({ state, changedAt }) => `${mailStateLabels[state]} seit ${formatInstant(changedAt)}`,
            },
            {
              title: 'Fehler',
              cell: ({ lastError, attempts }) =>
                `${lastError ?? 'unbekannt'}, ${attempts === 1 ? 'ein Versuch' : `${formatNumber(attempts)} Versuche`}`,
            },
            ...(canAct ? [{ title: 'Entscheiden', cell: (mail: FailedMail) => <Decide mail={mail} /> }] : []),
          ]}
        />
      ) : null}
    </Section>
  )
}

function Decide({ mail: { id, state } }: { mail: FailedMail }) {
  return (
    <div className="flex flex-wrap gap-2">
      {state === 'failed' ? (
        <ActionButton action={retryFailedMail} fields={{ id }} submit="Wiederholen" prefix={`wiederholen-${id}`} />
      ) : null}
      <ActionButton action={discardFailedMail} fields={{ id }} submit="Verwerfen" prefix={`verwerfen-${id}`} />
    </div>
  )
}

function Waiting({ mails, all }: { mails: QueuedMail[]; all: number }) {
  return (
    <Section labelledBy="wartend">
      <Heading level={2} size="medium" id="wartend">
        Wartend
      </Heading>
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
