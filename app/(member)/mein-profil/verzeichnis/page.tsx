import { FarewellPage } from '@/app/_edge/farewell'
import { memberPage } from '@/app/_edge/page'
import { Alert } from '@/components/kern/alert'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { memberGroupLabels, optionsOf, subjectLabels } from '@/lib/codes'
import { type OwnEntry, readOwnEntry } from '@/lib/directory/read-entry'
import { EntryForm } from './form'

/** What others see of a member in the directory, decided by the member (DS-07). */
export default memberPage(async ({ ctx, member }) => {
  const entry = await readOwnEntry(ctx)
  if (!entry) return <FarewellPage farewell="erased" />
  const ownName = `${member.givenName} ${member.surname}`
  return (
    <>
      <Breadcrumb trail={[{ href: '/mein-profil', label: 'Mein Profil' }]} />
      <Heading level={1}>Eintrag im Verzeichnis</Heading>
      <Text>
        Das <Link href="/akteure">Verzeichnis der Akteure</Link> sehen nur Mitglieder.{' '}
        {entry.appearsByChoice
          ? 'Sie erscheinen dort nur, wenn Sie es hier wählen.'
          : `Dort steht Ihre Organisation („${entry.title}“). Was darüber hinaus gezeigt wird, wählen Sie hier.`}{' '}
        Ihre E-Mail-Adresse sieht dort niemand.
      </Text>
      <State entry={entry} isVerified={member.isVerified} />
      <EntryForm
        values={{
          isListed: entry.isListed,
          showName: entry.showName,
          showPosition: entry.showPosition,
          showGroup: entry.showGroup,
          introduction: entry.introduction ?? '',
          website: entry.website ?? '',
          subjects: entry.subjects,
        }}
        appearsByChoice={entry.appearsByChoice}
        hasOrganisation={entry.title !== ownName}
        ownName={ownName}
        ownPosition={entry.ownPosition}
        ownGroup={memberGroupLabels[entry.ownGroup]}
        subjects={optionsOf(subjectLabels)}
      />
      <Title>Eintrag im Verzeichnis</Title>
    </>
  )
})

function State({ entry, isVerified }: { entry: OwnEntry; isVerified: boolean }) {
  if (entry.appears) {
    return (
      <Text>
        <Link href={`/akteure/${entry.id}`} standalone>
          So sehen andere Ihren Eintrag
        </Link>
      </Text>
    )
  }
  if (isVerified) return <Text muted>Zurzeit erscheinen Sie nicht im Verzeichnis.</Text>
  return <Alert title="Ihr Eintrag erscheint, sobald wir Ihre Angaben geprüft haben." />
}
