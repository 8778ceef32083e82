import { staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { MailAddress } from '@/components/admin/mail-address'
import { Alert } from '@/components/kern/alert'
import { Badge } from '@/components/kern/badge'
import { DescriptionList } from '@/components/kern/description-list'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { RecordTable } from '@/components/list/record-table'
import { mayDo } from '@/lib/auth/permissions'
import { inboundClassLabels, inboundWayLabels } from '@/lib/codes'
import {
  type ClassCount,
  COUNTED_DAYS,
  countInbound,
  listOpenInbound,
  listWays,
  type OpenMail,
} from '@/lib/inbound/list-inbound'
import { type LoopState, lastLoop } from '@/lib/inbound/mail-loop'
import { inboundDecisions } from '@/lib/inbound/schema'
import { causeWords } from '@/lib/mail/causes'
import { counted, formatDay, formatInstant, formatNumber } from '@/lib/text'
import { AdminPage } from '../parts/admin-page'
import { sendMailLoop } from './actions'
import { SettleForm } from './form'

export default staffPage('/admin/posteingang', async ({ ctx, member }) => {
  const [open, counts, ways, loop] = await Promise.all([
    listOpenInbound(ctx),
    countInbound(ctx),
    listWays(ctx),
    lastLoop(ctx),
  ])
  const canAct = mayDo(member.role, 'settleInboundMail')
  const found = open[0]?.found ?? 0
  return (
    <AdminPage heading="Posteingang" member={member} part="/admin/posteingang">
      <Text className="max-w-2xl">
        E-Mails an das Portal, die noch niemand beurteilt hat. Der Absender ist nicht bewiesen: Ein Anliegen bestätigt
        das Mitglied über seine gespeicherte Adresse. Solange eine E-Mail hier wartet, ruhen die Fristen des Mitglieds.
      </Text>
      {loop?.state === 'late' || ways.some((way) => isLate(way, ctx.now())) ? (
        <Alert variant="warning" title="Das Portal hört zurzeit nicht alles" level={2}>
          <Text>
            Was zurückkommt, erfährt es vielleicht nicht. Solange ein Weg nicht gelesen ist, wird niemand wegen
            Inaktivität gelöscht. <Link href="#wege">Stand der Wege</Link>
          </Text>
        </Alert>
      ) : null}
      {open.length === 0 ? <Text muted>Es wartet keine E-Mail.</Text> : null}
      {found > open.length ? (
        <Text>
          {formatNumber(found)} insgesamt, die {formatNumber(open.length)} dringendsten werden gezeigt.
        </Text>
      ) : null}
      {open.map((mail) => (
        <Waiting key={mail.id} mail={mail} canAct={canAct} />
      ))}
      <Ways ways={ways} loop={loop} now={ctx.now()} canTest={mayDo(member.role, 'sendMailLoop')} />
      <Section id="eingang" title={`Eingegangen in den letzten ${COUNTED_DAYS} Tagen`}>
        {counts.length === 0 ? <Text muted>Nichts.</Text> : <Counts counts={counts} />}
      </Section>
    </AdminPage>
  )
})

type Way = { name: string; configuredAt: Date; drainedAt: Date | null }
type WaysProps = { ways: Way[]; loop: LoopState | undefined; now: Date; canTest: boolean }

/** Up to when the portal has heard, and whether it hears at all. */
function Ways({ ways, loop, now, canTest }: WaysProps) {
  return (
    <Section id="wege" title="Was das Portal hört">
      {ways.length === 0 ? (
        <Text className="max-w-2xl">
          Das Portal liest kein Postfach. Was als unzustellbar zurückkommt oder als Brief kommt, tragen Sie ein: auf der
          Seite des Mitglieds mit „Kam als unzustellbar zurück“, Anliegen unter „Vorgänge“.
        </Text>
      ) : null}
      <DescriptionList
        items={[
          ...ways.map((way) => ({
            term: way.name,
            value: (
              <State
                variant={isLate(way, now) ? 'danger' : 'success'}
                name={isLate(way, now) ? 'Rückstand' : 'gelesen'}
                since={
                  way.drainedAt ? `vollständig gelesen ${formatInstant(way.drainedAt)}` : 'noch nie vollständig gelesen'
                }
              />
            ),
          })),
          { term: 'Selbsttest', value: <Loop loop={loop} /> },
        ]}
      />
      {canTest ? (
        <ActionButton action={sendMailLoop} fields={{}} submit="Selbsttest senden" prefix="selbsttest" />
      ) : null}
    </Section>
  )
}

/** Then the evidence is red as well (`mailbox-unread`). */
const UNREAD_MS = 6 * 3_600_000
const isLate = ({ drainedAt, configuredAt }: Way, now: Date) =>
  now.getTime() - (drainedAt ?? configuredAt).getTime() > UNREAD_MS

function Loop({ loop }: { loop: LoopState | undefined }) {
  if (!loop) return 'noch keiner'
  const { state, sentAt, backAt } = loop
  const sent = `gesendet ${formatInstant(sentAt)}`
  const states = {
    back: ['success', 'zurück'],
    late: ['danger', 'verloren'],
    'under-way': ['info', 'unterwegs'],
  } as const
  const [variant, name] = states[state]
  return <State variant={variant} name={name} since={backAt ? `${sent}, zurück ${formatInstant(backAt)}` : sent} />
}

function State({ variant, name, since }: { variant: 'info' | 'success' | 'danger'; name: string; since: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Badge variant={variant} icon>
        {name}
      </Badge>
      {since}
    </span>
  )
}

function Waiting({ mail, canAct }: { mail: OpenMail; canAct: boolean }) {
  const { id, accountId, cause, name, sender, text, dueOn, receivedAt, rule, way } = mail
  const title = mail.subject || inboundClassLabels[mail.class]
  return (
    <Section id={`mail-${id}`} title={title}>
      <DescriptionList
        items={[
          { term: 'Eingegangen', value: `${formatInstant(receivedAt)}, ${inboundWayLabels[way]}` },
          { term: 'Zu entscheiden bis', value: formatDay(dueOn) },
          { term: 'Erkannt als', value: `${inboundClassLabels[mail.class]} (${rule})` },
          ...(cause ? [{ term: 'Grund', value: `${causeWords(cause).name}. ${causeWords(cause).remedy}` }] : []),
          { term: 'Absender', value: sender ? <MailAddress address={sender} /> : 'nicht eindeutig' },
          {
            term: 'Mitglied',
            value: accountId ? (
              <Link href={`/admin/mitglieder/${accountId}`}>{name}</Link>
            ) : (
              'keines mit dieser Adresse'
            ),
          },
        ]}
      />
      {text ? <Text className="max-w-2xl whitespace-pre-wrap break-words">{text}</Text> : null}
      {canAct ? <SettleForm inboundId={id} title={title} decisions={decisionsFor(mail)} /> : null}
    </Section>
  )
}

/** Without an account there is no case to open, and nothing that did not arrive. */
function decisionsFor({ accountId, class: kind }: OpenMail): readonly string[] {
  if (!accountId) return ['answered', 'nothing']
  return kind === 'bounce' || kind === 'gone' ? ['returned', 'nothing'] : inboundDecisions
}

function Counts({ counts }: { counts: ClassCount[] }) {
  return (
    <RecordTable<ClassCount>
      caption={counted(counts.length, 'Eine Art', 'Arten')}
      rows={counts}
      rowKey={({ class: kind }) => kind}
      columns={[
        { title: 'Art', heading: true, cell: ({ class: kind }) => inboundClassLabels[kind] },
        { title: 'Anzahl', numeric: true, cell: ({ count }) => formatNumber(count) },
        { title: 'Zuletzt', cell: ({ last }) => formatInstant(last) },
      ]}
    />
  )
}
