import { Fragment } from 'react'
import { describeContent } from '@/app/_content/describe'
import { ErrorPage } from '@/app/_edge/error-page'
import { memberPage } from '@/app/_edge/page'
import { ReportLink } from '@/components/content/report-link'
import { TypedText } from '@/components/content/typed-text'
import { Accordion } from '@/components/kern/accordion'
import { Alert } from '@/components/kern/alert'
import { Badge } from '@/components/kern/badge'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { Title } from '@/components/layout/title'
import { contentLabels } from '@/lib/codes'
import { type ContentDescription } from '@/lib/content'
import { type KeptWork } from '@/lib/exchange'
import { isUuid } from '@/lib/fields'
import { type ReadConversation, type ReadMessage, readConversation } from '@/lib/messaging/read-conversation'
import { formatInstant } from '@/lib/text'
import { BlockForm, ReplyForm } from '../form'
import { FORMER_MEMBER, UNAVAILABLE } from '../parts/texts'

const MESSAGES = 'nachrichten'

/** One conversation, for the two whom it belongs to (DS-08). */
export default memberPage(async ({ ctx, member, params, query }) => {
  const id = isUuid(params.id ?? '') ? (params.id ?? '') : ''
  const before = isUuid(query.vor ?? '') ? query.vor : undefined
  const conversation = id ? await readConversation(ctx, { id, before }) : undefined
  if (!conversation) return <ErrorPage status={404} />
  const { partner, contentKind, contentId } = conversation
  const place = contentId ? await describeContent(ctx, { kind: contentKind, id: contentId }) : undefined
  const title = `Unterhaltung mit ${partner ?? 'einem Mitglied, das nicht mehr verfügbar ist'}`
  return (
    <>
      <Breadcrumb trail={[{ href: '/nachrichten', label: 'Nachrichten' }]} />
      <div className="flex flex-col gap-2">
        <Heading level={1}>{conversation.subject ?? 'Unterhaltung'}</Heading>
        {partner ? (
          <Text>
            mit <strong>{partner}</strong>
          </Text>
        ) : (
          <Text>{FORMER_MEMBER}</Text>
        )}
        {place ? <Occasion name={contentLabels[contentKind]} place={place} /> : null}
      </div>

      <Messages {...conversation} />
      {conversation.hasNewer ? null : (
        <Answer conversation={conversation} title={title} isVerified={member.isVerified} />
      )}
      {partner ? <Block id={conversation.id} isBlocked={conversation.hasBlocked} /> : null}
      <Title>{title}</Title>
    </>
  )
}, giveBack)

/** Without scripts, when the session has ended: the answer that was written, and nothing of the conversation. */
function giveBack({ conversation = '' }: KeptWork) {
  const title = 'Ihre Antwort ist noch nicht gesendet'
  return (
    <>
      <Heading level={1}>{title}</Heading>
      <ReplyForm conversation={conversation} title={title} />
      <Title>{title}</Title>
    </>
  )
}

function Occasion({ name, place }: { name: string; place: ContentDescription }) {
  return (
    <Text size="small">
      {name}: <Link href={place.path}>{place.title}</Link>
    </Text>
  )
}

function Messages({ id, messages, partner, hasOlder, hasNewer }: ReadConversation) {
  const oldest = messages[0]?.id
  return (
    <Section id="verlauf" title="Verlauf">
      {hasOlder && oldest ? (
        <Link href={`/nachrichten/${id}?vor=${oldest}`} standalone icon="arrow-back">
          Ältere Nachrichten
        </Link>
      ) : null}
      <ol id={MESSAGES} className="flex flex-col gap-4">
        {messages.map((message) => (
          <Fragment key={message.id}>
            <Message {...message} partner={partner ?? FORMER_MEMBER} />
          </Fragment>
        ))}
      </ol>
      <div id="ende" />
      {hasNewer ? (
        <Link href={`/nachrichten/${id}`} standalone icon="arrow-forward">
          Zu den neuesten Nachrichten
        </Link>
      ) : null}
    </Section>
  )
}

function Message({ id, isOwn, text, isHidden, isNew, sentAt, partner }: ReadMessage & { partner: string }) {
  return (
    <li
      className={`flex max-w-[90%] flex-col gap-1 rounded p-4 ${isOwn ? 'ms-auto bg-surface' : 'me-auto border border-line'}`}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Text size="small" strong>
          {isOwn ? 'Sie' : partner}
        </Text>
        <Text size="small" muted>
          <time dateTime={sentAt.toISOString()}>{formatInstant(sentAt)}</time>
        </Text>
        {isNew ? <Badge>Neu</Badge> : null}
      </div>
      {isHidden ? <Hidden isOwn={isOwn} /> : null}
      {text === null ? (
        isHidden ? null : (
          <Text muted>Diese Nachricht ist nicht mehr verfügbar.</Text>
        )
      ) : (
        <TypedText text={text} />
      )}
      {isOwn || text === null ? null : (
        <p className="no-print self-end">
          <ReportLink kind="message" id={id} />
        </p>
      )}
    </li>
  )
}

function Hidden({ isOwn }: { isOwn: boolean }) {
  return (
    <Text muted>
      {isOwn
        ? 'Die Moderation hat diese Nachricht für die andere Person verborgen.'
        : 'Die Moderation hat diese Nachricht verborgen.'}
    </Text>
  )
}

function Answer({
  conversation: { id, canReceive, hasBlocked, partner },
  title,
  isVerified,
}: {
  conversation: ReadConversation
  title: string
  isVerified: boolean
}) {
  if (!partner) return <Alert title="In dieser Unterhaltung können Sie nicht mehr antworten." />
  if (hasBlocked)
    return <Alert title="Sie haben diese Person blockiert. Solange können Sie einander nicht schreiben." />
  if (!canReceive) return <Alert title={UNAVAILABLE} />
  if (!isVerified) return <Alert title="Antworten können Sie, sobald wir Ihre Angaben geprüft haben." />
  return (
    <Section id="antworten" title="Antworten">
      <ReplyForm conversation={id} title={title} listId={MESSAGES} />
    </Section>
  )
}

function Block({ id, isBlocked }: { id: string; isBlocked: boolean }) {
  return (
    <div className="no-print">
      <Accordion title={isBlocked ? 'Blockierung aufheben' : 'Person blockieren'} open={isBlocked}>
        <div className="flex flex-col gap-4">
          <Text>
            {isBlocked
              ? 'Danach können Sie einander wieder schreiben.'
              : 'Danach können Sie einander nicht mehr schreiben. Die Person erfährt davon nichts. Sie können die Blockierung jederzeit aufheben.'}
          </Text>
          <BlockForm conversation={id} isBlocked={isBlocked} />
        </div>
      </Accordion>
    </div>
  )
}
