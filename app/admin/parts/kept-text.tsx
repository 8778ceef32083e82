import { Alert } from '@/components/kern/alert'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Link } from '@/components/kern/link'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { type KeptWork } from '@/lib/exchange'

const HEADING = 'Ihre Entscheidung ist nicht gespeichert'

/** Without scripts, in place of a case that somebody else has settled meanwhile or whose session had ended: what was written, to be copied. */
export function keptText(work: KeptWork) {
  const written = Object.values(work).filter((value) => /\s/.test(value.trim()))
  return (
    <>
      <Title error>{HEADING}</Title>
      <Heading level={1}>{HEADING}</Heading>
      <Alert variant="warning" title="Jemand hat inzwischen entschieden, oder Ihre Sitzung ist abgelaufen." level={2}>
        <Text>Was Sie geschrieben haben, steht hier noch. Kopieren Sie es, wenn Sie es brauchen.</Text>
      </Alert>
      {written.length > 0 ? (
        <DescriptionList items={written.map((value, index) => ({ term: `Eingabe ${index + 1}`, value }))} stacked />
      ) : null}
      <p>
        <Link href="/admin/aufgaben" standalone>
          Zu den Aufgaben
        </Link>
      </p>
    </>
  )
}
