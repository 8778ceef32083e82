import { ErrorPage } from '@/app/_edge/error-page'
import { publicPage } from '@/app/_edge/page'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Pagination } from '@/components/kern/pagination'
import { Table } from '@/components/kern/table'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { listOutbox } from '@/lib/mail/read-outbox'
import { formatInstant } from '@/lib/text'
import { openOutbox } from './parts/open-outbox'

const PAGE_SIZE = 50

/** The local outbox: mail that the portal would send if a mail server were configured. Exists with no other transport. */
export default publicPage(async ({ query }) => {
  const dataDir = await openOutbox()
  if (!dataDir) return <ErrorPage status={404} />
  const page = Math.max(1, Math.trunc(Number(query.seite) || 1))
  const { total, mails } = await listOutbox(dataDir, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE })
  return (
    <>
      <Title>Postfach</Title>
      <Heading level={1}>Postfach</Heading>
      <Text>
        Auf diesem Server ist kein E-Mail-Versand eingerichtet. Was das Portal sonst verschicken würde, steht hier, das
        Neueste zuerst. Diese Seite gibt es nur, solange kein E-Mail-Versand eingerichtet ist.
      </Text>
      <Table
        caption="Nachrichten"
        rows={mails}
        rowKey={({ name }) => name}
        empty="Noch keine Nachrichten. Neue erscheinen wenige Sekunden nach dem Anlass."
        columns={[
          {
            title: 'Betreff',
            heading: true,
            cell: ({ name, subject }) => <Link href={`/postfach/${name}`}>{subject}</Link>,
          },
          { title: 'An', cell: ({ to }) => to },
          { title: 'Datum', cell: ({ date }) => formatInstant(date) },
        ]}
      />
      <Pagination
        page={page}
        pages={Math.max(1, Math.ceil(total / PAGE_SIZE))}
        href={(number) => `/postfach?seite=${number}`}
      />
    </>
  )
})
