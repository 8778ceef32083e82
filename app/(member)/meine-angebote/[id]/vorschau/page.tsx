import { redirect } from 'next/navigation'
import { ErrorPage } from '@/app/_edge/error-page'
import { verifiedPage } from '@/app/_edge/page'
import { ActionButton } from '@/components/admin/action-button'
import { PublicationArticle } from '@/components/content/publication-article'
import { Alert } from '@/components/kern/alert'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { ButtonLink } from '@/components/kern/button-link'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { List } from '@/components/kern/list'
import { Preline, Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { loadProfile } from '@/lib/accounts/load-profile'
import { publicationKindLabels } from '@/lib/codes'
import { berlinDay } from '@/lib/dates'
import { loadOwn } from '@/lib/publications/list-own'
import { publicationProblems } from '@/lib/publications/problems'
import { isTrusted } from '@/lib/publications/submit-publication'
import { handIn } from '../../actions'
import { ownTrail } from '../../parts/trail'

/** The text as readers will see it, what is still missing, and the step to publish it (DS-07). */
export default verifiedPage(async ({ ctx, member, params }) => {
  const own = await loadOwn(ctx, params.id)
  if (!own) return <ErrorPage status={404} />
  const { working } = own
  const page = `/meine-angebote/${own.id}`
  if (!working || working.status === 'submitted') redirect(page)
  const [profile, appearsAtOnce] = await Promise.all([
    loadProfile(ctx, member.accountId),
    isTrusted(ctx, member.accountId),
  ])
  const { content } = working
  const problems = Object.entries(publicationProblems(own.kind, content, berlinDay(ctx.now())))
  const name = content.showName ? `${member.givenName} ${member.surname}` : null
  return (
    <>
      <Breadcrumb trail={[...ownTrail, { href: page, label: 'Bearbeiten' }]} />
      <Alert title="Vorschau: So sehen es andere nach der Veröffentlichung" />
      <article className="flex flex-col gap-6">
        <div className="flex flex-col gap-1">
          <Preline>{publicationKindLabels[own.kind]}</Preline>
          <Heading level={1}>{content.title || 'Ohne Titel'}</Heading>
        </div>
        <PublicationArticle
          kind={own.kind}
          content={content}
          publisher={{ organisation: profile?.organisation ?? null, name }}
        />
      </article>
      {problems.length > 0 ? (
        <Alert variant="warning" title="Das fehlt noch" level={2}>
          <List
            items={problems.map(([field, problem]) => (
              <Link key={field} href={`${page}#${field}`}>
                {problem}
              </Link>
            ))}
          />
        </Alert>
      ) : (
        <>
          <Text>
            {appearsAtOnce
              ? 'Ihr Text erscheint sofort. Sie können ihn jederzeit ändern oder zurückziehen.'
              : 'Ihre ersten Veröffentlichungen sehen wir uns vorher an. Meist dauert das ein bis zwei Arbeitstage.'}
          </Text>
          <ActionButton
            action={handIn}
            fields={{ publicationId: working.id, revision: String(working.revision) }}
            submit={appearsAtOnce ? 'Jetzt veröffentlichen' : 'Zur Prüfung einreichen'}
            variant="primary"
            prefix="einreichen"
          />
        </>
      )}
      <p>
        <ButtonLink href={page} variant="secondary">
          Weiter bearbeiten
        </ButtonLink>
      </p>
      <Title>Vorschau</Title>
    </>
  )
})
