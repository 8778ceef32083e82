import { type Frame, Letter, MainLink, Paragraph } from './layout'

type Props = { frame: Frame; signInUrl: string; resetUrl: string }

export const alreadyRegisteredSubject = () => 'Ihre E-Mail-Adresse ist bereits registriert'

export function AlreadyRegistered({ frame, signInUrl, resetUrl }: Props) {
  return (
    <Letter
      frame={frame}
      title="Sie haben bereits ein Konto"
      preview="Jemand hat Ihre E-Mail-Adresse noch einmal eingegeben."
      reason="Sie erhalten diese Nachricht, weil Ihre E-Mail-Adresse in einem Formular von QualiService Thüringen eingegeben wurde."
    >
      <Paragraph>
        jemand hat Ihre E-Mail-Adresse bei QualiService Thüringen für ein neues Konto oder als neue Adresse eines
        anderen Kontos eingegeben. Sie haben aber schon ein Konto mit dieser Adresse. Es wurde nichts geändert. Bitte
        melden Sie sich wie bisher an.
      </Paragraph>
      <MainLink url={signInUrl}>Zur Anmeldung</MainLink>
      <Paragraph>Passwort vergessen? Hier können Sie ein neues festlegen: {resetUrl}</Paragraph>
      <Paragraph>Sie waren das nicht? Dann müssen Sie nichts tun.</Paragraph>
    </Letter>
  )
}
