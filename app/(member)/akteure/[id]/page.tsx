import { ErrorPage } from '@/app/_edge/error-page'
import { memberPage } from '@/app/_edge/page'
import { ContactLink } from '@/components/content/contact-link'
import { MemberText } from '@/components/content/member-text'
import { ReportLink } from '@/components/content/report-link'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { ButtonLink } from '@/components/kern/button-link'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { List } from '@/components/kern/list'
import { Text } from '@/components/kern/text'
import { Section } from '@/components/layout/page'
import { Title } from '@/components/layout/title'
import { memberGroupLabels, publicationKindLabels, subjectLabels } from '@/lib/codes'
import { readEntry } from '@/lib/directory/read-entry'
import { type ShownEntry } from '@/lib/directory/shown-entry'
import { isUuid } from '@/lib/fields'
import { publicationsOf } from '@/lib/publications/publications-of'

/** One member as the directory shows them (DS-07), with a way to write that shows nobody's address (DS-08). */
export default memberPage(async ({ ctx, member, params }) => {
  const id = isUuid(params.id ?? '') ? params.id : undefined
  const entry = id ? await readEntry(ctx, id) : undefined
  if (!entry) return <ErrorPage status={404} />
  const publications = await publicationsOf(ctx, entry.id)
  return (
    <>
      <Breadcrumb trail={[{ href: '/akteure', label: 'Akteure' }]} />
      <Heading level={1}>{entry.title}</Heading>
      <Facts {...entry} />
      {entry.introduction ? (
        <Section id="vorstellung" title="Vorstellung" size="large">
          <MemberText text={entry.introduction} drawn={entry.drawn} />
        </Section>
      ) : null}
      {publications.length > 0 ? (
        <Section id="veroeffentlicht" title="Veröffentlicht" size="large">
          <List
            items={publications.map(({ id: publication, kind, title }) => (
              <Link key={publication} href={`/angebote/${publication}`} standalone>
                {publicationKindLabels[kind]}: {title}
              </Link>
            ))}
          />
        </Section>
      ) : null}
      {entry.id === member.accountId ? (
        <p>
          <ButtonLink href="/mein-profil/verzeichnis" variant="secondary" icon="edit">
            Meinen Eintrag bearbeiten
          </ButtonLink>
        </p>
      ) : (
        <div className="no-print flex flex-wrap items-center gap-x-6 gap-y-3">
          <ContactLink kind="profile" id={entry.id} name={entry.name ?? entry.title} asButton />
          <ReportLink kind="profile" id={entry.id} />
        </div>
      )}
      <Title>{entry.title}</Title>
    </>
  )
})

function Facts({ name, position, memberGroup, subjects: keys, website }: ShownEntry) {
  const items = [
    { term: 'Nutzergruppe', value: memberGroup && memberGroupLabels[memberGroup] },
    { term: 'Ansprechperson', value: name },
    { term: 'Aufgabenbereich', value: position },
    { term: 'Fachgebiete', value: keys.map((key) => subjectLabels[key]).join(', ') },
    { term: 'Website', value: website ? <Website address={website} /> : null },
  ]
  return <DescriptionList items={items.filter(({ value }) => value)} />
}

/** Leaves the portal, and tells the other side nothing. */
function Website({ address }: { address: string }) {
  return (
    <>
      <Link href={address} rel="nofollow ugc noopener noreferrer">
        {address.replace(/^https?:\/\//, '').replace(/\/$/, '')}
      </Link>
      <Text as="span" size="small" muted>
        {' '}
        (fremde Seite)
      </Text>
    </>
  )
}
