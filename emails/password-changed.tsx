import { type Frame, Letter, MainLink, Paragraph } from './layout'

type Props = { frame: Frame; changed: string; resetUrl: string }

export const passwordChangedSubject = () => 'Ihr Passwort wurde geändert'

export function PasswordChanged({ frame, changed, resetUrl }: Props) {
  return (
    <Letter
      frame={frame}
      title="Ihr Passwort wurde geändert"
      preview="Für Ihr Konto gilt ein neues Passwort."
      reason="Sie erhalten diese Nachricht, damit Sie von der Änderung auf jeden Fall erfahren."
    >
      <Paragraph>
        für Ihr Konto bei QualiService Thüringen gilt seit {changed} ein neues Passwort. Wenn Sie es selbst geändert
        haben, müssen Sie nichts tun.
      </Paragraph>
      <Paragraph>
        Sie waren das nicht? Dann legen Sie bitte sofort ein neues Passwort fest. Damit werden auch alle Geräte
        abgemeldet.
      </Paragraph>
      <MainLink url={resetUrl}>Neues Passwort anfordern</MainLink>
    </Letter>
  )
}
