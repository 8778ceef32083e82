import { type Frame, Letter, MainLink, Paragraph } from './layout'

type Props = { frame: Frame; signInUrl: string; resetUrl: string }

export const alreadyRegisteredSubject = () => 'Ihre E-Mail-Adresse ist bereits registriert'

export function AlreadyRegistered({ frame, signInUrl, resetUrl }: Props) {
  return (
    <Letter
      frame={frame}
      title="Sie haben bereits ein Konto"
      preview="Mit Ihrer E-Mail-Adresse wurde eine weitere Registrierung versucht."
      reason="Sie erhalten diese Nachricht, weil Ihre E-Mail-Adresse in das Registrierungsformular eingegeben wurde."
    >
      <Paragraph>
        gerade wurde versucht, mit Ihrer E-Mail-Adresse ein Konto bei QualiService Thüringen anzulegen. Sie haben aber
        schon ein Konto. Es wurde nichts geändert. Bitte melden Sie sich mit Ihrem bisherigen Passwort an.
      </Paragraph>
      <MainLink url={signInUrl}>Zur Anmeldung</MainLink>
      <Paragraph>Passwort vergessen? Hier können Sie ein neues festlegen: {resetUrl}</Paragraph>
      <Paragraph>Sie waren das nicht? Dann müssen Sie nichts tun.</Paragraph>
    </Letter>
  )
}
