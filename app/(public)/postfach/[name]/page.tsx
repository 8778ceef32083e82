import { ErrorPage } from '@/app/_edge/error-page'
import { publicPage } from '@/app/_edge/page'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Title } from '@/components/layout/title'
import { findInOutbox } from '@/lib/mail/read-outbox'
import { formatInstant } from '@/lib/text'
import { MailText } from '../parts/mail-text'
import { openOutbox } from '../parts/open-outbox'

/**
 * One message of the local outbox: its text part, which is complete, and its HTML part in a frame of its own, where nothing runs and from
 * which only a click leads away.
 */
export default publicPage(async ({ params }) => {
  const dataDir = await openOutbox()
  const mail = dataDir ? await findInOutbox(dataDir, params.name ?? '') : undefined
  if (!mail) return <ErrorPage status={404} />
  return (
    <>
      <Title>{mail.subject || 'Nachricht'}</Title>
      <Breadcrumb trail={[{ href: '/postfach', label: 'Postfach' }]} />
      <Heading level={1}>{mail.subject}</Heading>
      <DescriptionList
        items={[
          { term: 'Von', value: mail.from },
          { term: 'An', value: mail.to },
          { term: 'Datum', value: formatInstant(mail.date) },
        ]}
      />
      <MailText text={mail.text} />
      {mail.html ? (
        <>
          <Heading level={2}>Ansicht im Mailprogramm</Heading>
          <iframe
            src={`/postfach/${mail.name}/ansicht`}
            title="Ansicht im Mailprogramm"
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            className="h-[48rem] w-full"
          />
        </>
      ) : null}
    </>
  )
})
