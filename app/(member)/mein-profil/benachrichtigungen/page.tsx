import { memberPage } from '@/app/_edge/page'
import { PortalForm } from '@/components/forms/portal-form'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { Title } from '@/components/layout/title'
import { type BlockedMember, listBlocked } from '@/lib/messaging/block-sender'
import { readNotification } from '@/lib/messaging/notification-setting'
import { formatDayOf } from '@/lib/text'
import { saveNotifications } from './actions'

const notices = [
  { value: 'at-once', label: 'Sofort: eine E-Mail für jede Nachricht, mit ihrem Text' },
  { value: 'daily', label: 'Einmal am Tag: morgens eine Zusammenfassung, wenn etwas ungelesen ist' },
  { value: 'none', label: 'Keine E-Mails: Ich sehe selbst im Portal nach' },
]

/** Only where answers reach the portal; the mails say the same (emails/parts/letter.tsx). */
const answerChoice = (answers: boolean) => ({
  kind: 'choice' as const,
  name: 'answers',
  label: 'Auf E-Mails über Nachrichten und das Forum antworten',
  options: [
    { value: 'yes', label: 'Ja: Was ich antworte, erscheint im Portal unter meinem Namen' },
    { value: 'no', label: 'Nein: Ich antworte nur im Portal' },
  ],
  defaultValue: answers ? 'yes' : 'no',
})

/** E-mails about messages, and whom one has blocked (DS-08). */
export default memberPage(async ({ ctx }) => {
  const [{ notify, answers }, blocked] = await Promise.all([readNotification(ctx), listBlocked(ctx)])
  return (
    <>
      <Breadcrumb trail={[{ href: '/mein-profil', label: 'Mein Profil' }]} />
      <Heading level={1}>Benachrichtigungen</Heading>
      <Text>
        Wenn Ihnen ein Mitglied schreibt, steht die Nachricht unter <Link href="/nachrichten">Nachrichten</Link>. Hier
        wählen Sie, ob wir Ihnen dazu auch eine E-Mail schicken.
      </Text>
      <PortalForm
        action={saveNotifications}
        errorTitle="Benachrichtigungen"
        submit="Auswahl speichern"
        asks={[
          {
            kind: 'choice',
            name: 'notify',
            label: 'E-Mails über neue Nachrichten',
            options: notices,
            defaultValue: notify,
          },
          ...(ctx.mail.replyPattern ? [answerChoice(answers)] : []),
        ]}
      />
      <Text>
        Was Sie im Forum abonniert haben und wann dazu E-Mails kommen, steht unter{' '}
        <Link href="/forum/abos">Abonnements und E-Mails</Link>.
      </Text>
      <Section id="blockiert" title="Blockierte Personen" size="large">
        <Blocked blocked={blocked} />
      </Section>
      <Title>Benachrichtigungen</Title>
    </>
  )
})

function Blocked({ blocked }: { blocked: BlockedMember[] }) {
  if (blocked.length === 0) {
    return (
      <Text muted>Sie haben niemanden blockiert. Blockieren können Sie eine Person in der Unterhaltung mit ihr.</Text>
    )
  }
  return (
    <ul className="border-t border-line">
      {blocked.map(({ conversationId, name, blockedAt }) => (
        <li key={conversationId} className="border-b border-line py-3">
          <Link href={`/nachrichten/${conversationId}`} standalone>
            {name}
          </Link>
          <Text size="small" muted>
            blockiert am {formatDayOf(blockedAt)}, aufheben in der Unterhaltung
          </Text>
        </li>
      ))}
    </ul>
  )
}
