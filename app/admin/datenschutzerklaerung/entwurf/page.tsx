import { redirect } from 'next/navigation'
import { info } from '@/app/_edge/flash'
import { type PageInput, type StaffMember, staffPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { Accordion } from '@/components/kern/accordion'
import { Alert } from '@/components/kern/alert'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { Title } from '@/components/layout/title'
import { keepFlash } from '@/lib/auth/flash'
import { mayDo } from '@/lib/auth/permissions'

import { type KeptWork } from '@/lib/exchange'
import { type Draft, loadDraft } from '@/lib/policies/draft'
import { draftProblems } from '@/lib/policies/draft-problems'
import { periodAsInput } from '@/lib/policies/period-text'
import { placeholders } from '@/lib/policies/placeholders'
import { newestVersion, type PublishedVersion } from '@/lib/policies/published-versions'
import { formatInstant } from '@/lib/text'
import { AdminPage } from '../../parts/admin-page'
import { Opinions } from '../../parts/opinions'
import { discardPolicyDraft, releasePolicyDraft, submitPolicyDraft } from '../actions'
import { DraftForm, ReturnForm } from './form'
import { DraftPreview } from './parts/draft-preview'
import { previewOf } from './parts/preview'

const trail = [{ href: '/admin/datenschutzerklaerung', label: 'Datenschutzerklärung' }] as const

/** The next version: text, preview and difference side by side, and the release by a second person (DS-11). */
export default staffPage('/admin/datenschutzerklaerung/entwurf', draftPage, giveBack)

async function draftPage({ ctx, member }: PageInput<StaffMember>) {
  const draft = await loadDraft(ctx)
  if (!draft) {
    await keepFlash(ctx, trail[0].href, info('Diesen Entwurf gibt es nicht mehr.'))
    redirect(trail[0].href)
  }
  const newest = await newestVersion(ctx)
  const mayWrite = mayDo(member.role, 'savePolicyDraft') && !draft.submittedAt
  return (
    <AdminPage
      heading={`Entwurf der Fassung ${draft.number}`}
      member={member}
      part="/admin/datenschutzerklaerung"
      trail={trail}
    >
      {draft.returnedReason ? (
        <Alert variant="warning" title="Der Entwurf wurde zurückgegeben">
          <Text className="whitespace-pre-line">{draft.returnedReason}</Text>
        </Alert>
      ) : null}
      <Steps draft={draft} newest={newest} role={member.role} />
      {
        await Opinions({
          ctx,
          member,
          about: 'policy-draft',
          actId: String(draft.number),
          isOpen: draft.submittedAt !== null,
        })
      }
      {mayWrite ? (
        <Section id="text" title="Text und Fristen">
          <DraftForm
            // After it was stored it begins anew, from what is stored.
            key={draft.revision}
            {...revisionOf(draft)}
            values={inputOf(draft)}
            saved={previewOf(draft, newest)}
            hints={<Placeholders />}
          />
        </Section>
      ) : (
        <Seen draft={draft} newest={newest} />
      )}
      {mayDo(member.role, 'discardPolicyDraft') ? (
        <ActionButton
          action={discardPolicyDraft}
          fields={revisionOf(draft)}
          submit="Entwurf verwerfen"
          variant="danger"
          prefix="verwerfen"
        />
      ) : null}
    </AdminPage>
  )
}

/** Without scripts, for whoever was signed out while writing: the text, to be sent once more. */
function giveBack(values: KeptWork) {
  const { number = '', revision = '' } = values
  return (
    <>
      <Heading level={1}>Ihr Entwurf ist noch nicht gespeichert</Heading>
      <p>
        <Link href="/admin/datenschutzerklaerung/entwurf" target="_blank" standalone>
          Entwurf in neuem Fenster öffnen
        </Link>
      </p>
      <DraftForm number={number} revision={revision} values={{ ...emptyValues, ...values }} hints={<Placeholders />} />
      <Title>Entwurf – Verwaltung</Title>
    </>
  )
}

const emptyValues = {
  inactivityPeriod: '',
  responsePeriod: '',
  objectionPeriod: '',
  accessLogPeriod: '',
  changeSummary: '',
  body: '',
}

function Placeholders() {
  return (
    <Accordion title="Platzhalter">
      <List items={Object.entries(placeholders).map(([name, meaning]) => `{{${name}}}: ${meaning}`)} />
    </Accordion>
  )
}

function revisionOf({ number, revision }: Draft): { number: string; revision: string } {
  return { number: String(number), revision: String(revision) }
}

function inputOf(draft: Draft) {
  return {
    inactivityPeriod: periodAsInput(draft.inactivityPeriod),
    responsePeriod: periodAsInput(draft.responsePeriod),
    objectionPeriod: periodAsInput(draft.objectionPeriod),
    accessLogPeriod: periodAsInput(draft.accessLogPeriod),
    changeSummary: draft.changeSummary ?? '',
    body: draft.body,
  }
}

type Versions = { draft: Draft; newest: PublishedVersion }

function Steps({ draft, newest, role }: Versions & { role: Parameters<typeof mayDo>[0] }) {
  const problems = draftProblems(draft, newest)
  if (!draft.submittedAt) {
    return (
      <Section id="stand" title="Stand">
        <Text>
          {problems.length > 0
            ? 'Der gespeicherte Entwurf ist noch nicht vollständig. Was fehlt, steht bei der Vorschau.'
            : 'Der gespeicherte Entwurf ist vollständig und kann eingereicht werden.'}
        </Text>
        {problems.length === 0 && mayDo(role, 'submitPolicyDraft') ? (
          <ActionButton
            action={submitPolicyDraft}
            fields={revisionOf(draft)}
            submit="Gespeicherten Entwurf zur Freigabe einreichen"
            prefix="einreichen"
          />
        ) : null}
      </Section>
    )
  }
  const mayRelease = mayDo(role, 'releasePolicyDraft')
  return (
    <Section id="stand" title="Freigabe">
      <Text>
        Eingereicht am {formatInstant(draft.submittedAt)}. Mit der Freigabe ist die Fassung veröffentlicht und kann
        nicht mehr geändert werden. Alle Mitglieder bekommen eine E-Mail.
      </Text>
      {mayRelease ? (
        <ActionButton
          action={releasePolicyDraft}
          fields={revisionOf(draft)}
          submit={`Fassung ${draft.number} freigeben und veröffentlichen`}
          variant="primary"
          prefix="freigeben"
        />
      ) : (
        <Text>Die Freigabe braucht eine zweite Person mit der Rolle Leitung.</Text>
      )}
      {mayDo(role, 'returnPolicyDraft') ? (
        <div className="max-w-2xl">
          <ReturnForm {...revisionOf(draft)} submit={mayRelease ? 'Entwurf zurückgeben' : 'Einreichung zurückziehen'} />
        </div>
      ) : null}
    </Section>
  )
}

/** For whoever reads and does not write: periods and summary, what the draft changes and how it will look. */
function Seen({ draft, newest }: Versions) {
  return (
    <div className="flex max-w-3xl min-w-0 flex-col gap-8">
      <Section id="zusammenfassung" title="Fristen und Zusammenfassung">
        <DescriptionList
          items={[
            { term: 'Inaktiv nach', value: periodAsInput(draft.inactivityPeriod) },
            { term: 'Zeit für die Antwort', value: periodAsInput(draft.responsePeriod) },
            { term: 'Zeit für den Widerspruch', value: periodAsInput(draft.objectionPeriod) },
            { term: 'Protokolldateien', value: periodAsInput(draft.accessLogPeriod) },
            {
              term: 'Was sich ändert',
              value: <span className="whitespace-pre-line">{draft.changeSummary ?? 'fehlt noch'}</span>,
            },
          ]}
        />
      </Section>
      <Section id="vorschau" title="Vorschau">
        <DraftPreview preview={previewOf(draft, newest)} newest={String(newest.number)} />
      </Section>
    </div>
  )
}
