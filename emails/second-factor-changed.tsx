import { type Frame, Letter, MainLink, Paragraph } from './layout'

type Props = { frame: Frame; changed: string; change: string; securityUrl: string }

export const secondFactorChangedSubject = () => 'Der zweite Faktor Ihres Kontos wurde geändert'

export function SecondFactorChanged({ frame, changed, change, securityUrl }: Props) {
  return (
    <Letter
      frame={frame}
      title="Der zweite Faktor Ihres Kontos wurde geändert"
      preview="Mit dem zweiten Faktor bestätigen Sie Ihre Anmeldung."
      reason="Sie erhalten diese Nachricht, damit Sie von der Änderung auf jeden Fall erfahren."
    >
      <Paragraph>
        am {changed} wurde für Ihr Konto bei QualiService Thüringen ein zweiter Faktor {change}. Wenn Sie das selbst
        waren oder darum gebeten haben, müssen Sie nichts tun.
      </Paragraph>
      <Paragraph>
        Sie waren das nicht? Dann ändern Sie bitte sofort Ihr Passwort, sehen Sie nach, wo Sie angemeldet sind, und
        schreiben Sie uns.
      </Paragraph>
      <MainLink url={securityUrl}>Sicherheit Ihres Kontos ansehen</MainLink>
    </Letter>
  )
}
