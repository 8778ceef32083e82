import { type Frame, Letter, MainLink, Paragraph } from './layout'

type Props = { frame: Frame; url: string; expires: string; expiresDay: string }

export const confirmRegistrationSubject = ({ expiresDay }: Props) =>
  `Bitte bestätigen Sie Ihre Registrierung bis ${expiresDay}`

export function ConfirmRegistration({ frame, url, expires }: Props) {
  return (
    <Letter
      frame={frame}
      title="Bitte bestätigen Sie Ihre Registrierung"
      preview="Ein Klick fehlt noch, dann können Sie sich anmelden."
      reason="Sie erhalten diese Nachricht, weil sich jemand mit dieser E-Mail-Adresse bei QualiService Thüringen registriert hat."
    >
      <Paragraph>
        Sie haben sich bei QualiService Thüringen registriert. Bitte bestätigen Sie, dass diese E-Mail-Adresse Ihnen
        gehört. Danach können Sie sich anmelden.
      </Paragraph>
      <MainLink url={url}>Registrierung bestätigen</MainLink>
      <Paragraph>
        Bitte bestätigen Sie bis {expires}. Ohne Ihre Bestätigung löschen wir die Registrierung mit allen Angaben danach
        automatisch.
      </Paragraph>
      <Paragraph>
        Sie haben sich nicht registriert? Dann müssen Sie nichts tun. Ohne Bestätigung entsteht kein nutzbares Konto.
      </Paragraph>
    </Letter>
  )
}
