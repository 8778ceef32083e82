import { type Frame, Letter, MainLink, Paragraph, PlainLink } from './layout'

type Props = { frame: Frame; url: string; refuseUrl: string; expires: string; expiresDay: string }

export const confirmRegistrationSubject = ({ expiresDay }: Props) =>
  `Bitte bestätigen Sie Ihre Registrierung bis ${expiresDay}`

export function ConfirmRegistration({ frame, url, refuseUrl, expires }: Props) {
  return (
    <Letter
      frame={frame}
      title="Bitte bestätigen Sie Ihre Registrierung"
      preview="Ein Schritt fehlt noch, dann können Sie sich anmelden."
      reason="Sie erhalten diese Nachricht, weil jemand diese E-Mail-Adresse in das Registrierungsformular von QualiService Thüringen eingegeben hat."
    >
      <Paragraph>
        mit dieser E-Mail-Adresse hat sich jemand bei QualiService Thüringen registriert. Waren Sie das? Dann öffnen Sie
        bitte diese Seite. Dort sehen Sie, was eingegeben wurde, bestätigen Ihre Adresse und legen Ihr Passwort fest.
      </Paragraph>
      <MainLink url={url}>Registrierung bestätigen</MainLink>
      <Paragraph>
        Der Link gilt bis {expires}. Ohne Ihre Bestätigung löschen wir die Registrierung mit allen Angaben danach
        automatisch. Haben Sie sich mehrmals registriert, hat jede Registrierung ihren eigenen Link.
      </Paragraph>
      <Paragraph>
        Das waren Sie nicht? Dann müssen Sie nichts tun. Sie können die Registrierung auch sofort löschen lassen:{' '}
        <PlainLink url={refuseUrl} />
      </Paragraph>
    </Letter>
  )
}
