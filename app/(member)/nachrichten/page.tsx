import { memberPage } from '@/app/_edge/page'
import { Badge } from '@/components/kern/badge'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Pagination } from '@/components/kern/pagination'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { type ListedConversation, listConversations } from '@/lib/messaging/list-conversations'
import { formatInstant, formatNumber } from '@/lib/text'
import { FORMER_MEMBER } from './parts/texts'

/** A member's conversations, the newest first, with what is unread (DS-08). */
export default memberPage(async ({ ctx, query }) => {
  const { conversations, page, pages } = await listConversations(ctx, {
    page: Math.trunc(Number(query.seite)) || 1,
  })
  return (
    <>
      <Heading level={1}>Nachrichten</Heading>
      <Text>
        Hier stehen Ihre Unterhaltungen mit anderen Mitgliedern. Niemand sieht dabei eine E-Mail-Adresse. Ob und wann
        wir Sie per E-Mail benachrichtigen, stellen Sie unter{' '}
        <Link href="/mein-profil/benachrichtigungen">Benachrichtigungen</Link> ein.
      </Text>
      {conversations.length > 0 ? (
        <ul className="border-t border-line">
          {conversations.map((conversation) => (
            <Conversation key={conversation.id} {...conversation} />
          ))}
        </ul>
      ) : (
        <Nothing />
      )}
      <Pagination page={page} pages={pages} href={(number) => `/nachrichten?seite=${number}`} />

      <Title>Nachrichten</Title>
    </>
  )
})

function Conversation({ id, partner, subject, unread, lastMessageAt, excerpt, isOwn }: ListedConversation) {
  return (
    <li className="flex flex-col gap-1 border-b border-line py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <Heading level={2} size="small">
          <Link href={`/nachrichten/${id}`} standalone className={unread > 0 ? 'font-semibold' : undefined}>
            {partner ?? FORMER_MEMBER}
          </Link>
        </Heading>
        <Text size="small" muted>
          <time dateTime={lastMessageAt.toISOString()}>{formatInstant(lastMessageAt)}</time>
        </Text>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {unread > 0 ? <Badge>{formatNumber(unread)} neu</Badge> : null}
        <Text strong={unread > 0}>{subject ?? 'Unterhaltung'}</Text>
      </div>
      <Text size="small" muted>
        {isOwn ? 'Sie: ' : ''}
        {excerpt ?? 'Diese Nachricht ist nicht mehr verfügbar.'}
      </Text>
    </li>
  )
}

function Nothing() {
  return (
    <Text muted>
      Sie haben noch keine Nachrichten. Anschreiben können Sie andere Mitglieder von deren Angeboten, von Beiträgen im
      Forum und vom <Link href="/akteure">Verzeichnis der Akteure</Link> aus.
    </Text>
  )
}
