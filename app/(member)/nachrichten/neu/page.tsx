import { describeContent } from '@/app/_content/describe'
import { ErrorPage } from '@/app/_edge/error-page'
import { publicPage } from '@/app/_edge/page'
import { VerificationPending } from '@/app/_edge/verification-pending'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { verificationOf } from '@/lib/accounts/verification-state'
import { type ContentKind, contentLabels } from '@/lib/codes'
import { type ContentDescription, contentQuery, contentSlugs, readContentQuery } from '@/lib/content'
import { type KeptWork } from '@/lib/exchange'
import { mayWriteTo } from '@/lib/messaging/may-write-to'
import { NewMessageForm } from '../form'
import { UNAVAILABLE } from '../parts/texts'

const title = 'Nachricht schreiben'

/** A first message to whoever stands behind a publication, a post or a profile (DS-08). Visitors learn that it takes an account. */
export default publicPage(async ({ ctx, member, query }) => {
  const content = readContentQuery(query)
  if (!content) return <ErrorPage status={404} />
  if (!member) return <MembersOnly back={`/nachrichten/neu?${contentQuery(content)}`} />
  if (!member.isVerified) return <VerificationPending state={await verificationOf(ctx, member.accountId)} />
  const place = await describeContent(ctx, content)
  if (!place) return <ErrorPage status={404} />
  if (place.authorId === member.accountId) {
    return <NotPossible path={place.path}>Das haben Sie selbst geschrieben.</NotPossible>
  }
  if (!place.authorId || !(await mayWriteTo(ctx, place.authorId))) {
    return <NotPossible path={place.path}>{UNAVAILABLE}</NotPossible>
  }
  return (
    <NewMessageForm
      art={contentSlugs[content.kind]}
      id={content.id}
      subject={subjects[content.kind]}
      title={title}
      intro={<Intro kind={content.kind} place={place} />}
    />
  )
}, giveBack)

/** Without scripts, when the session has ended: the form with what was written, and nothing else. */
function giveBack({ art = '', id = '' }: KeptWork) {
  return <NewMessageForm art={art} id={id} title={title} />
}

/** Never the title: those are the words of the other one. */
const subjects: Record<ContentKind, string> = {
  publication: 'Frage zu Ihrem Angebot',
  topic: 'Ihr Thema im Forum',
  post: 'Ihr Beitrag im Forum',
  message: '',
  profile: '',
}

function Intro({ kind, place }: { kind: ContentKind; place: ContentDescription }) {
  return (
    <div className="flex flex-col gap-2">
      <Text>
        An: <strong>{place.author}</strong>
      </Text>
      {kind === 'profile' ? null : (
        <Text>
          {contentLabels[kind]}: <Link href={place.path}>{place.title}</Link>
        </Text>
      )}
      <Text>
        Ihre Nachricht kommt als E-Mail des Portals an, mit Ihrem Namen und Ihrer Organisation, ohne Ihre
        E-Mail-Adresse. Antworten lesen Sie unter <Link href="/nachrichten">Nachrichten</Link>.
      </Text>
    </div>
  )
}

function MembersOnly({ back }: { back: string }) {
  return (
    <>
      <Title>{title}</Title>
      <Heading level={1}>{title}</Heading>
      <Text>
        Nachrichten schreiben können Mitglieder des Portals. So bleiben alle vor unerwünschter Post geschützt, und
        niemand sieht eine E-Mail-Adresse. Melden Sie sich an: Danach kommen Sie hierher zurück.
      </Text>
      <div className="flex flex-wrap gap-4">
        <ButtonLink href={`/anmelden?weiter=${encodeURIComponent(back)}`}>Anmelden</ButtonLink>
        <ButtonLink href="/registrieren" variant="secondary">
          Registrieren
        </ButtonLink>
      </div>
    </>
  )
}

function NotPossible({ path, children }: { path: string; children: string }) {
  return (
    <>
      <Title>{title}</Title>
      <Heading level={1}>{title}</Heading>
      <Text>{children}</Text>
      <Text>
        <Link href={path} standalone>
          Zurück
        </Link>
      </Text>
    </>
  )
}
