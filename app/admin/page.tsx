import { staffPage } from '@/app/_edge/page'
import { Alert } from '@/components/kern/alert'
import { DescriptionList } from '@/components/kern/description-list'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { countRequests } from '@/lib/access-requests/list-requests'
import { checkAges } from '@/lib/accountability/check-state'
import { countWaitingStaffChanges } from '@/lib/accounts/list-staff-changes'
import { countVerifications } from '@/lib/accounts/list-verifications'
import { countMembersByState } from '@/lib/accounts/search-members'
import { mayDo, maySee } from '@/lib/auth/permissions'
import { type Member } from '@/lib/auth/session'
import { countWaitingBulkActs } from '@/lib/bulk-acts/list-bulk-acts'
import { codesOf, dutyLabels, labelOf, memberStateLabels, stepLabels } from '@/lib/codes'
import { type PortalContext } from '@/lib/context'
import { type DutyState, dutyStates, LATE_AFTER } from '@/lib/duty-states'
import { settings } from '@/lib/env'
import { warnings } from '@/lib/fail-closed'
import { countUndeliverable } from '@/lib/lifecycle/list-notices'
import { type ListedRun, listRuns, needsConfirmation } from '@/lib/lifecycle/list-runs'
import { causeWords } from '@/lib/mail/causes'
import { countMail } from '@/lib/mail/mail-queue'
import { type ListedOutage, listOutages } from '@/lib/mail/outage'
import { countCases } from '@/lib/moderation/list-cases'
import { countUnreached } from '@/lib/policies/announcement-ledger'
import { loadDraft } from '@/lib/policies/draft'
import { countUndecided } from '@/lib/policies/list-objections'
import { countSubmitted } from '@/lib/publications/list-submitted'
import { counted, formatDay, formatInstant, formatNumber } from '@/lib/text'
import { AdminPage } from './parts/admin-page'
import { type Task, TaskList } from './parts/task-list'

export default staffPage('/admin', async ({ ctx, member }) => {
  const members = await countMembersByState(ctx)
  const all = codesOf(memberStateLabels).reduce((sum, state) => sum + members[state], 0)
  return (
    <AdminPage heading="Verwaltung" member={member} part="/admin">
      {maySee(member.role, '/admin/vorgaenge') ? await administration(ctx, member) : await moderation(ctx, member)}
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
    </AdminPage>
  )
})

/** A moderator's day: reports, appeals and first publications. */
async function moderation(ctx: PortalContext, { role }: Member) {
  const tasks = await contentTasks(ctx, role)
  return <Today tasks={tasks} />
}

function Today({ tasks }: { tasks: readonly Task[] }) {
  return (
    <Section id="heute" title="Heute zu tun">
      {tasks.length > 0 ? <TaskList tasks={tasks} /> : <Alert variant="success" title="Heute ist nichts zu tun." />}
    </Section>
  )
}

/** What members wait for (DS-07): verification, decisions about reports and appeals, the review of publications. */
async function contentTasks(ctx: PortalContext, role: Member['role']): Promise<Task[]> {
  const [verifications, cases, submitted] = await Promise.all([
    maySee(role, '/admin/mitglieder/pruefung') ? countVerifications(ctx) : { waiting: 0, oldest: null },
    mayDo(role, 'decideOnCase') ? countCases(ctx) : undefined,
    maySee(role, '/admin/moderation/angebote') ? countSubmitted(ctx) : 0,
  ])
  return [
    {
      isDue: (cases?.open ?? 0) > 0,
      href: '/admin/moderation',
      title: counted(cases?.open ?? 0, 'Ein Inhalt ist gemeldet', 'Inhalte sind gemeldet'),
      text: cases?.oldest ? `Die älteste Meldung ist vom ${formatInstant(cases.oldest)}.` : '',
    },
    {
      isDue: (cases?.appeals ?? 0) > 0,
      href: '/admin/moderation?ansicht=beschwerden',
      title: counted(
        cases?.appeals ?? 0,
        'Eine Beschwerde gegen eine Maßnahme wartet',
        'Beschwerden gegen Maßnahmen warten',
      ),
      text: 'Es entscheidet, wer die Maßnahme nicht angeordnet hat.',
    },
    {
      isDue: verifications.waiting > 0,
      href: '/admin/mitglieder/pruefung',
      title: counted(
        verifications.waiting,
        'Ein Mitglied wartet auf die Prüfung seiner Angaben',
        'Mitglieder warten auf die Prüfung ihrer Angaben',
      ),
      text: verifications.oldest ? `Das erste wartet seit ${formatInstant(verifications.oldest)}.` : '',
    },
    {
      isDue: submitted > 0,
      href: '/admin/moderation/angebote',
      title: counted(
        submitted,
        'Ein Angebot wartet auf die Veröffentlichung',
        'Angebote warten auf die Veröffentlichung',
      ),
      text: 'Erste Angebote eines Mitglieds sehen wir uns vorher an.',
    },
  ].filter(({ isDue }) => isDue)
}

async function administration(ctx: PortalContext, { role }: Member) {
  const [requests, runs, mails, undeliverable, duties, outages] = await Promise.all([
    countRequests(ctx),
    listRuns(ctx, { limit: 1 }),
    countMail(ctx),
    countUndeliverable(ctx),
    dutyStates(ctx),
    listOutages(ctx),
  ])
  const tasks = [
    ...dutyTasks(duties),
    ...outageTasks(outages),
    ...settingsTasks(),
    ...(await evidenceTasks(ctx)),
    ...(await contentTasks(ctx, role)),
    ...tasksOf({ requests, runs, mails, undeliverable }),
    ...(await policyTasks(ctx)),
    ...(await secondPersonTasks(ctx)),
  ]
  return (
    <>
      <Today tasks={tasks} />
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
    </>
  )
}

/** Duties that stand still, and steps that fail: the promises rest on them. */
function dutyTasks(duties: DutyState[]): Task[] {
  const late = duties.filter(({ isLate }) => isLate)
  const failing = duties.flatMap(({ duty, failing }) => failing.map((step) => ({ duty, ...step })))
  return [
    ...late.map(({ duty, endedWellAt }) => ({
      urgent: true,
      href: '/admin#betrieb',
      title: `${dutyLabels[duty]}: seit mehr als ${LATE_AFTER} Stunden nicht vollständig gelaufen`,
      text: `${endedWellAt ? `Zuletzt am ${formatInstant(endedWellAt)}.` : 'Bisher noch nie.'} Bitte geben Sie den Betreibern Bescheid.`,
    })),
    ...failing.map(({ duty, step, since, succeededAt }) => ({
      urgent: true,
      href: '/admin#betrieb',
      title: `${dutyLabels[duty]}: „${labelOf(stepLabels, step)}“ scheitert`,
      text: `Seit ${formatInstant(since)}, zuletzt gelungen: ${succeededAt ? formatInstant(succeededAt) : 'noch nie'}. Die Betreiber finden den Grund im Fehlerprotokoll des Servers.`,
    })),
  ]
}

/** Mail does not leave, or its reports are not read: the alarm by mail may be stuck in the same place. */
function outageTasks(outages: ListedOutage[]): Task[] {
  return outages
    .filter(({ endedAt }) => endedAt === null)
    .map(({ cause }) => ({ urgent: true, href: '/admin/postausgang', ...taskWords(cause) }))
}

function taskWords(cause: string): Pick<Task, 'title' | 'text'> {
  const { name, remedy } = causeWords(cause)
  return { title: `Störung: ${name}`, text: remedy }
}

/** What the operator should look at in the settings of this server. */
function settingsTasks(): Task[] {
  return warnings(process.env, settings()).map(({ name, text }) => ({
    href: '/admin#betrieb',
    title: `Die Einstellung ${name} des Servers ist zu prüfen`,
    text: `${text} Bitte geben Sie den Betreibern Bescheid.`,
  }))
}

/** Promises that are broken, or that nobody has looked at for more than a day. */
async function evidenceTasks(ctx: PortalContext): Promise<Task[]> {
  const { broken, stale } = await checkAges(ctx)
  if (broken === 0) return []
  return [
    {
      urgent: true,
      href: '/admin/nachweis',
      title: counted(
        broken,
        'Eine Zusage der Datenschutzerklärung gilt als verletzt',
        'Prüfungen der Zusagen gelten als verletzt',
      ),
      text:
        stale > 0
          ? `${formatNumber(stale)} davon wurden seit mehr als ${LATE_AFTER} Stunden nicht geprüft.`
          : 'Dort steht, was zu tun ist.',
    },
  ]
}

/** What waits for a person about the policy (DS-11). */
async function policyTasks(ctx: PortalContext): Promise<Task[]> {
  const [draft, undecided, unreached] = await Promise.all([loadDraft(ctx), countUndecided(ctx), countUnreached(ctx)])
  const address = '/admin/datenschutzerklaerung'
  return [
    {
      isDue: Boolean(draft?.submittedAt),
      href: `${address}/entwurf`,
      title: 'Ein Entwurf der Datenschutzerklärung wartet auf die Freigabe',
      text: 'Die Leitung gibt ihn frei oder zurück.',
    },
    {
      isDue: undecided > 0,
      href: `${address}/widersprueche`,
      title: counted(
        undecided,
        'Ein Widerspruch wartet auf eine Entscheidung',
        'Widersprüche warten auf eine Entscheidung',
      ),
      text: 'Für diese Mitglieder gilt die bisherige Fassung der Datenschutzerklärung weiter.',
    },
    {
      isDue: unreached > 0,
      href: address,
      title: counted(unreached, 'Eine Bekanntmachung war unzustellbar', 'Bekanntmachungen waren unzustellbar'),
      text: 'Die neue Fassung der Datenschutzerklärung gilt für diese Mitglieder nicht.',
    },
  ].filter(({ isDue }) => isDue)
}

/** What waits for a second person (DS-06). */
async function secondPersonTasks(ctx: PortalContext): Promise<Task[]> {
  const [waiting, changes] = await Promise.all([countWaitingBulkActs(ctx), countWaitingStaffChanges(ctx)])
  return [
    {
      isDue: changes > 0,
      href: '/admin/team',
      title: counted(
        changes,
        'Eine Änderung im Team wartet auf die Freigabe',
        'Änderungen im Team warten auf die Freigabe',
      ),
      text: 'Die Leitung gibt sie frei oder lehnt sie ab.',
    },
    {
      isDue: waiting > 0,
      href: '/admin/mitglieder/sammelvorgaenge',
      title: counted(waiting, 'Ein Sammelvorgang wartet auf die Freigabe', 'Sammelvorgänge warten auf die Freigabe'),
      text: 'Die Leitung gibt ihn innerhalb eines Tages frei, sonst verfällt er.',
    },
  ].filter(({ isDue }) => isDue)
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

type Facts = {
  requests: Awaited<ReturnType<typeof countRequests>>
  runs: ListedRun[]
  mails: Awaited<ReturnType<typeof countMail>>
  undeliverable: number
}

/** What waits for a person, the most urgent first. */
function tasksOf({ requests, runs, mails, undeliverable }: Facts): Task[] {
  const failed = mails.failed
  const waiting = requests.open - requests.overdue
  return [
    {
      isDue: requests.overdue > 0,
      urgent: true,
      href: '/admin/vorgaenge',
      title: counted(requests.overdue, 'Ein Vorgang ist überfällig', 'Vorgänge sind überfällig'),
      text: 'Die Antwort war innerhalb eines Monats fällig.',
    },
    {
      isDue: needsConfirmation(runs) !== undefined,
      urgent: true,
      href: '/admin/inaktivitaet',
      title: 'Die Inaktivitätsprüfung hat angehalten',
      text: 'Sie macht erst weiter, wenn jemand den Grund geprüft und den Lauf bestätigt hat.',
    },
    {
      isDue: waiting > 0,
      href: '/admin/vorgaenge',
      title: counted(waiting, 'Ein offener Vorgang', 'offene Vorgänge'),
      text:
        requests.nextDueOn && requests.overdue === 0
          ? `Die nächste Frist endet am ${formatDay(requests.nextDueOn)}.`
          : '',
    },
    {
      isDue: failed > 0,
      href: '/admin/postausgang',
      title: counted(failed, 'Eine E-Mail ist gescheitert', 'E-Mails sind gescheitert'),
      text: 'Alle Versuche sind aufgebraucht. Wiederholen Sie den Versand oder verwerfen Sie die E-Mail.',
    },
    {
      isDue: undeliverable > 0,
      href: '/admin/inaktivitaet#unzustellbar',
      title: counted(
        undeliverable,
        'Eine Aufforderung zur Anmeldung war unzustellbar',
        'Aufforderungen zur Anmeldung waren unzustellbar',
      ),
      text: 'Für diese Konten läuft keine Frist, bis Sie entschieden haben.',
    },
  ].filter(({ isDue }) => isDue)
}
