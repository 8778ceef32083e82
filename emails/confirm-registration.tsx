import { formatDayOf, formatInstant } from '@/lib/text'
import { defineLetter, link, url } from './parts/define-letter'
import { MainLink, Paragraph, PlainLink } from './parts/letter'
import { sample } from './parts/sample'

/** Double opt-in (DS-03). No word of who registered: nobody has proved the address. `refuseUrl`: "Das war ich nicht". */
export const letter = defineLetter({
  label: 'Registrierung bestätigen',
  props: { ...link, refuseUrl: url },
  example: { ...sample.link, refuseUrl: `${sample.appUrl}/weg?token=abc&y=1` },
  isToStranger: true,
  write: ({ url, expiresAt, refuseUrl }) => ({
    subject: `Bitte bestätigen Sie Ihre Registrierung bis ${formatDayOf(expiresAt)}`,
    title: 'Bitte bestätigen Sie Ihre Registrierung',
    preview: 'Ein Schritt fehlt noch, dann können Sie sich anmelden.',
    reason:
      'Sie erhalten diese Nachricht, weil jemand diese E-Mail-Adresse in das Registrierungsformular von QualiService Thüringen eingegeben hat.',
    body: (
      <>
        <Paragraph>
          mit dieser E-Mail-Adresse hat sich jemand bei QualiService Thüringen registriert. Waren Sie das? Dann öffnen
          Sie bitte diese Seite. Dort sehen Sie, was eingegeben wurde, bestätigen Ihre Adresse und legen Ihr Passwort
          fest.
        </Paragraph>
        <MainLink url={url}>Registrierung bestätigen</MainLink>
        <Paragraph>
          Der Link gilt bis {formatInstant(expiresAt)}. Ohne Ihre Bestätigung löschen wir die Registrierung mit allen
          Angaben danach automatisch. Haben Sie sich mehrmals registriert, hat jede Registrierung ihren eigenen Link.
        </Paragraph>
        <Paragraph>
          Das waren Sie nicht? Dann müssen Sie nichts tun. Sie können die Registrierung auch sofort löschen lassen:{' '}
          <PlainLink url={refuseUrl} />
        </Paragraph>
      </>
    ),
  }),
})
