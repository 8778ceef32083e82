import { redirect } from 'next/navigation'
import { memberPage } from '@/app/_edge/page'
import { Button } from '@/components/kern/button'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { returnPath } from '@/lib/auth/return-path'
import { noticeForMember } from '@/lib/policies/notice'
import { formatDay } from '@/lib/text'
import { confirmNotice } from './actions'

/** After a sign-in, once: a new version that the member has not taken note of. Blocks nothing (DS-11). */
export default memberPage(async ({ ctx, member, query }) => {
  const further = returnPath(query.weiter)
  const news = await noticeForMember(ctx, member.accountId)
  if (!news) redirect(further)
  const { versionNumber, changeSummary, lastDay } = news
  return (
    <>
      <Title>Wir ändern die Datenschutzerklärung</Title>
      <Heading level={1}>Wir ändern die Datenschutzerklärung</Heading>
      <Text>Es gibt eine neue Fassung unserer Datenschutzerklärung (Fassung {versionNumber}). Das ändert sich:</Text>
      <Text className="whitespace-pre-line border-s-4 border-line ps-4">{changeSummary}</Text>
      <Text>
        <Link href={`/datenschutz/versionen/${versionNumber}/aenderungen`}>Alle Änderungen im Wortlaut</Link>
      </Text>
      <Text>
        {lastDay
          ? `Wenn Sie einverstanden sind, müssen Sie nichts tun. Sie können bis einschließlich ${formatDay(lastDay)} `
          : 'Wenn Sie einverstanden sind, müssen Sie nichts tun. Ihre Frist beginnt mit unserer E-Mail an Sie. Sie können '}
        <Link href="/datenschutz/widerspruch">widersprechen</Link>.
      </Text>
      <form action={confirmNotice} className="flex flex-wrap gap-4">
        <input type="hidden" name="versionNumber" value={versionNumber} />
        <input type="hidden" name="weiter" value={further} />
        <Button>Zur Kenntnis genommen</Button>
        <ButtonLink href={further} variant="secondary">
          Später
        </ButtonLink>
      </form>
    </>
  )
})
