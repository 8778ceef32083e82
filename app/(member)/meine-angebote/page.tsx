import { memberPage } from '@/app/_edge/page'
import { Alert } from '@/components/kern/alert'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { RecordTable } from '@/components/list/record-table'
import { publicationKindLabels } from '@/lib/codes'
import { type ListedOwn, listOwn } from '@/lib/publications/list-own'
import { formatDay, formatInstant } from '@/lib/text'
import { StatusBadges } from './parts/status-badge'

/** What the member has published or begun, with its state (DS-07). Open to members who may not publish (yet or any more). */
export default memberPage(async ({ ctx, member }) => {
  const publications = await listOwn(ctx)
  return (
    <>
      <Heading level={1}>Meine Angebote</Heading>
      <Text>
        Veröffentlichen Sie Kurse, Veranstaltungen und Informationen. Andere sehen Ihre Organisation, Ihren Namen nur,
        wenn Sie es wollen, und nie Ihre E-Mail-Adresse.
      </Text>
      {member.isVerified ? (
        <p>
          <ButtonLink href="/meine-angebote/neu">Neu veröffentlichen</ButtonLink>
        </p>
      ) : (
        <Alert title="Wir prüfen Ihr Konto noch">
          <Text>Sobald wir Ihre Angaben geprüft haben, können Sie veröffentlichen. Sie bekommen dann eine E-Mail.</Text>
        </Alert>
      )}
      {publications.length > 0 ? (
        <div className="wide">
          <Publications publications={publications} />
        </div>
      ) : (
        <Text muted>Sie haben noch nichts veröffentlicht.</Text>
      )}
      <Title>Meine Angebote</Title>
    </>
  )
})

function Publications({ publications }: { publications: ListedOwn[] }) {
  return (
    <RecordTable<ListedOwn>
      roomy
      caption="Ihre Veröffentlichungen"
      rows={publications}
      rowKey={({ id }) => id}
      columns={[
        {
          title: 'Titel',
          heading: true,
          cell: ({ id, title }) => <Link href={`/meine-angebote/${id}`}>{title || 'Ohne Titel'}</Link>,
        },
        { title: 'Art', cell: ({ kind }) => publicationKindLabels[kind] },
        { title: 'Stand', cell: (publication) => <StatusBadges {...publication} /> },
        {
          title: 'Zu sehen bis',
          cell: ({ status, shownUntil }) => (status === 'published' && shownUntil ? formatDay(shownUntil) : '–'),
        },
        { title: 'Zuletzt gespeichert', cell: ({ savedAt }) => formatInstant(savedAt) },
      ]}
    />
  )
}
