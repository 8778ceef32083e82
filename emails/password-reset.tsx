import { type Frame, Letter, MainLink, Paragraph } from './layout'

type Props = { frame: Frame; url: string; expires: string; expiresDay: string }

export const passwordResetSubject = ({ expires }: Props) => `Neues Passwort festlegen (möglich bis ${expires})`

export function PasswordReset({ frame, url, expires }: Props) {
  return (
    <Letter
      frame={frame}
      title="Neues Passwort festlegen"
      preview="Mit diesem Link legen Sie ein neues Passwort fest."
      reason="Sie erhalten diese Nachricht, weil für Ihre E-Mail-Adresse ein neues Passwort angefordert wurde."
    >
      <Paragraph>Sie möchten für Ihr Konto bei QualiService Thüringen ein neues Passwort festlegen.</Paragraph>
      <MainLink url={url}>Neues Passwort festlegen</MainLink>
      <Paragraph>
        Der Link gilt einmal und bis {expires}. Wenn Sie ein neues Passwort festlegen, werden alle Geräte abgemeldet.
      </Paragraph>
      <Paragraph>
        Sie haben das nicht angefordert? Dann müssen Sie nichts tun. Ihr bisheriges Passwort gilt weiter.
      </Paragraph>
    </Letter>
  )
}
