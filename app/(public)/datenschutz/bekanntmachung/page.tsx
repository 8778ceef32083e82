import { redirect } from 'next/navigation'
import { memberPage } from '@/app/_edge/page'
import { Button } from '@/components/kern/button'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { returnPath } from '@/lib/auth/return-path'
import { type MemberAnnouncement } from '@/lib/policies/member-announcements'
import { noticesForMember } from '@/lib/policies/notice'
import { formatDay } from '@/lib/text'
import { changesAddress } from '../parts/changes-address'
import { confirmNotice } from './actions'

/** After a sign-in, once: a new version that the member has not taken note of. Blocks nothing (DS-11). */
export default memberPage(async ({ ctx, query }) => {
  const further = returnPath(query.weiter)
  const news = await noticesForMember(ctx)
  const [newest] = news
  if (!newest) redirect(further)
  return (
    <>
      <Title>Wir ändern die Datenschutzerklärung</Title>
      <Heading level={1}>Wir ändern die Datenschutzerklärung</Heading>
      <Text>
        {news.length > 1
          ? 'Es gibt mehrere neue Fassungen unserer Datenschutzerklärung.'
          : 'Es gibt eine neue Fassung unserer Datenschutzerklärung.'}
      </Text>
      {news.map((announcement) => (
        <New key={announcement.versionNumber} announcement={announcement} />
      ))}
      <Text>
        Wenn Sie einverstanden sind, müssen Sie nichts tun. Sonst können Sie{' '}
        <Link href="/datenschutz/widerspruch">widersprechen</Link>.
        {news.length > 1 ? ' Jede Fassung hat ihre eigene Frist.' : null}
      </Text>
      <form action={confirmNotice} className="flex flex-wrap gap-4">
        <input type="hidden" name="versionNumber" value={newest.versionNumber} />
        <input type="hidden" name="weiter" value={further} />
        <Button>Zur Kenntnis genommen</Button>
        <ButtonLink href={further} variant="secondary">
          Später
        </ButtonLink>
      </form>
    </>
  )
})

function New({
  announcement: { versionNumber, changeSummary, lastDay, governing },
}: {
  announcement: MemberAnnouncement
}) {
  return (
    <>
      <Heading level={2} size="medium">
        Was sich mit Fassung {versionNumber} ändert
      </Heading>
      <Text className="whitespace-pre-line border-s-4 border-line ps-4">{changeSummary}</Text>
      <Text>
        <Link href={changesAddress(versionNumber, governing)}>Alle Änderungen der Fassung {versionNumber}</Link>
      </Text>
      <Text>
        {lastDay
          ? `Ihre Frist zum Widerspruch endet mit dem ${formatDay(lastDay)}.`
          : 'Ihre Frist zum Widerspruch beginnt mit unserer E-Mail an Sie.'}
      </Text>
    </>
  )
}
