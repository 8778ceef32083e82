import { formatInstant } from '@/lib/text'
import { defineLetter, link } from './parts/define-letter'
import { MainLink, Paragraph } from './parts/letter'
import { sample } from './parts/sample'

export const letter = defineLetter({
  label: 'Neues Passwort',
  props: link,
  example: sample.link,
  write: ({ url, expiresAt }) => ({
    subject: `Neues Passwort festlegen (möglich bis ${formatInstant(expiresAt)})`,
    title: 'Neues Passwort festlegen',
    preview: 'Mit diesem Link legen Sie ein neues Passwort fest.',
    reason: 'Sie erhalten diese Nachricht, weil für Ihre E-Mail-Adresse ein neues Passwort angefordert wurde.',
    body: (
      <>
        <Paragraph>Sie möchten für Ihr Konto bei QualiService Thüringen ein neues Passwort festlegen.</Paragraph>
        <MainLink url={url}>Neues Passwort festlegen</MainLink>
        <Paragraph>
          Der Link gilt einmal und bis {formatInstant(expiresAt)}. Wenn Sie ein neues Passwort festlegen, werden alle
          Geräte abgemeldet.
        </Paragraph>
        <Paragraph>
          Sie haben das nicht angefordert? Dann müssen Sie nichts tun. Ihr bisheriges Passwort gilt weiter.
        </Paragraph>
      </>
    ),
  }),
})
