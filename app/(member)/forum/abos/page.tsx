import { memberPage } from '@/app/_edge/page'
import { PortalForm } from '@/components/forms/portal-form'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { type ForumMail } from '@/lib/db/generated/enums'
import { topicPath } from '@/lib/forum/addresses'
import { UNTITLED } from '@/lib/forum/remarks'
import { mailChoiceOf, type OwnSubscription, ownSubscriptions } from '@/lib/forum/settings'
import { formatDayOf } from '@/lib/text'
import { saveMailChoice } from '../actions'
import { ForumFrame } from '../parts/forum-frame'
import { SubscribeButton } from '../parts/subscribe-button'

const mailChoices = [
  { value: 'each', label: 'Sofort, bis ich nachgesehen habe höchstens eine E-Mail je Thema' },
  { value: 'daily', label: 'Einmal am Tag als Übersicht' },
  { value: 'none', label: 'Keine E-Mails' },
] as const satisfies { value: ForumMail; label: string }[]

/** What the member has subscribed to, and when mails come. */
export default memberPage(async ({ ctx }) => {
  const [mails, subscriptions] = await Promise.all([mailChoiceOf(ctx), ownSubscriptions(ctx)])
  return (
    <ForumFrame heading="Abonnements und E-Mails">
      <PortalForm
        action={saveMailChoice}
        errorTitle="Abonnements und E-Mails – Forum"
        submit="Wahl speichern"
        asks={[
          {
            kind: 'choice',
            name: 'mails',
            label: 'Wann möchten Sie E-Mails zu Ihren Abonnements bekommen?',
            options: mailChoices,
            defaultValue: mails,
          },
        ]}
      />
      <Text>
        Wann E-Mails zu Nachrichten von Mitgliedern kommen, wählen Sie unter{' '}
        <Link href="/mein-profil/benachrichtigungen">Benachrichtigungen</Link>.
      </Text>
      <Section id="abos" title="Meine Abonnements">
        {subscriptions.length === 0 ? (
          <Text muted>
            Sie haben noch nichts abonniert. In jedem Thema und jeder Kategorie gibt es dafür eine Schaltfläche.
          </Text>
        ) : (
          <ul className="flex flex-col">
            {subscriptions.map((subscription) => (
              <Subscription key={subscription.id} subscription={subscription} />
            ))}
          </ul>
        )}
      </Section>
    </ForumFrame>
  )
})

function Subscription({ subscription: { kind, id, title, slug, since } }: { subscription: OwnSubscription }) {
  const name = title ?? UNTITLED
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-line py-3 first:border-t">
      <div>
        <Link href={kind === 'topic' ? topicPath(id) : `/forum/kategorie/${slug}`} standalone>
          {name}
        </Link>
        <Text size="small" muted>
          {kind === 'topic' ? 'Thema: Antworten' : 'Kategorie: neue Themen'}, seit {formatDayOf(since)}
        </Text>
      </div>
      <SubscribeButton
        kind={kind}
        id={id}
        isSubscribed
        back="list"
        labels={{ subscribe: '', unsubscribe: `„${name}“ abbestellen` }}
      />
    </li>
  )
}
