import { formatInstant } from '@/lib/text'
import { defineLetter, instant } from './parts/define-letter'
import { MainLink, Paragraph } from './parts/letter'
import { aboutChange } from './parts/reasons'
import { sample } from './parts/sample'

export const letter = defineLetter({
  label: 'Passwort geändert',
  props: { changedAt: instant },
  example: { changedAt: sample.instant },
  write: ({ changedAt }, { appUrl }) => ({
    subject: 'Ihr Passwort wurde geändert',
    preview: 'Für Ihr Konto gilt ein neues Passwort.',
    reason: aboutChange,
    body: (
      <>
        <Paragraph>
          für Ihr Konto bei QualiService Thüringen gilt seit {formatInstant(changedAt)} ein neues Passwort. Wenn Sie es
          selbst geändert haben, müssen Sie nichts tun.
        </Paragraph>
        <Paragraph>
          Sie waren das nicht? Dann legen Sie bitte sofort ein neues Passwort fest. Damit werden auch alle Geräte
          abgemeldet.
        </Paragraph>
        <MainLink url={`${appUrl}/passwort-vergessen`}>Neues Passwort anfordern</MainLink>
      </>
    ),
  }),
})
