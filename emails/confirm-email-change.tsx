import { formatDayOf, formatInstant } from '@/lib/text'
import { defineLetter, link } from './parts/define-letter'
import { MainLink, Paragraph } from './parts/letter'
import { sample } from './parts/sample'

/** To the new address (`recipient`), which nobody has proved: no word of who entered it. */
export const letter = defineLetter({
  label: 'Neue Adresse bestätigen',
  props: link,
  example: sample.link,
  isToStranger: true,
  write: ({ url, expiresAt }) => ({
    subject: `Bitte bestätigen Sie Ihre neue E-Mail-Adresse bis ${formatDayOf(expiresAt)}`,
    title: 'Bitte bestätigen Sie Ihre neue E-Mail-Adresse',
    preview: 'Erst mit Ihrer Bestätigung gilt die neue Adresse.',
    reason:
      'Sie erhalten diese Nachricht, weil diese E-Mail-Adresse in einem Profil bei QualiService Thüringen eingetragen wurde.',
    body: (
      <>
        <Paragraph>
          diese E-Mail-Adresse soll künftig für ein Konto bei QualiService Thüringen gelten. Ist es Ihr Konto? Dann
          bestätigen Sie bitte die neue Adresse: angemeldet oder mit dem Passwort des Kontos. Bis dahin gilt die
          bisherige Adresse weiter.
        </Paragraph>
        <MainLink url={url}>Neue E-Mail-Adresse bestätigen</MainLink>
        <Paragraph>
          Bitte bestätigen Sie bis {formatInstant(expiresAt)}. Danach ist der Link ungültig und es bleibt alles beim
          Alten.
        </Paragraph>
        <Paragraph>
          Sie haben das nicht veranlasst? Dann müssen Sie nichts tun. Ohne das Passwort des Kontos ändert sich nichts.
        </Paragraph>
      </>
    ),
  }),
})
