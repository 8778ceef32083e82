import { Alert } from '@/components/kern/alert'
import { Button } from '@/components/kern/button'
import { DescriptionList } from '@/components/kern/description-list'
import { Heading } from '@/components/kern/heading'
import { Text } from '@/components/kern/text'
import { Title } from '@/components/layout/title'
import { type KeptForm } from '@/lib/exchange'

const HEADING = 'Ihre Eingabe ist noch nicht gespeichert'

/**
 * Without scripts, in place of the page whose form could not be taken because the session had ended or the database was away: what was
 * entered, to be sent once more as it is. Nothing that was entered is lost.
 */
export function NotTaken({ form }: { form: KeptForm }) {
  const written = form.filter(([name, value]) => !name.startsWith('$') && /\s/.test(value.trim()))
  return (
    <>
      <Title>{HEADING}</Title>
      <Heading level={1}>{HEADING}</Heading>
      <Alert variant="warning" title="Ihre Sitzung ist abgelaufen, oder das Portal war nicht erreichbar." level={2}>
        <Text>
          Was Sie eingegeben haben, steht noch auf dieser Seite. Melden Sie sich in einem neuen Fenster an, wenn Sie
          abgemeldet sind, und senden Sie dann hier noch einmal. Passwörter fragen wir noch einmal ab.
        </Text>
      </Alert>
      {written.length > 0 ? (
        <DescriptionList items={written.map(([, value], index) => ({ term: `Eingabe ${index + 1}`, value }))} />
      ) : null}
      <form method="post" encType="multipart/form-data">
        {form.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button>Noch einmal senden</Button>
      </form>
    </>
  )
}
