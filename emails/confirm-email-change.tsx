import { type Frame, Letter, MainLink, Paragraph } from './layout'

type Props = { frame: Frame; url: string; expires: string; expiresDay: string }

export const confirmEmailChangeSubject = ({ expiresDay }: Props) =>
  `Bitte bestätigen Sie Ihre neue E-Mail-Adresse bis ${expiresDay}`

export function ConfirmEmailChange({ frame, url, expires }: Props) {
  return (
    <Letter
      frame={frame}
      title="Bitte bestätigen Sie Ihre neue E-Mail-Adresse"
      preview="Erst mit Ihrer Bestätigung gilt die neue Adresse."
      reason="Sie erhalten diese Nachricht, weil diese E-Mail-Adresse in einem Profil bei QualiService Thüringen eingetragen wurde."
    >
      <Paragraph>
        diese E-Mail-Adresse soll künftig für ein Konto bei QualiService Thüringen gelten. Ist es Ihr Konto? Dann
        bestätigen Sie bitte die neue Adresse: angemeldet oder mit dem Passwort des Kontos. Bis dahin gilt die bisherige
        Adresse weiter.
      </Paragraph>
      <MainLink url={url}>Neue E-Mail-Adresse bestätigen</MainLink>
      <Paragraph>
        Bitte bestätigen Sie bis {expires}. Danach ist der Link ungültig und es bleibt alles beim Alten.
      </Paragraph>
      <Paragraph>
        Sie haben das nicht veranlasst? Dann müssen Sie nichts tun. Ohne das Passwort des Kontos ändert sich nichts.
      </Paragraph>
    </Letter>
  )
}
