import { type Frame, Letter, Paragraph } from './layout'

type Props = { frame: Frame; changed: string }

export const emailChangedNoticeSubject = () => 'Die E-Mail-Adresse Ihres Kontos wurde geändert'

export function EmailChangedNotice({ frame, changed }: Props) {
  return (
    <Letter
      frame={frame}
      title="Die E-Mail-Adresse Ihres Kontos wurde geändert"
      preview="Ihr Konto verwendet jetzt eine andere E-Mail-Adresse."
      reason="Sie erhalten diese Nachricht an Ihre bisherige Adresse, damit Sie von der Änderung auf jeden Fall erfahren."
    >
      <Paragraph>
        für Ihr Konto bei QualiService Thüringen gilt seit {changed} eine neue E-Mail-Adresse. Bitte melden Sie sich
        künftig mit der neuen Adresse an. An diese Adresse hier senden wir keine weiteren Nachrichten.
      </Paragraph>
      <Paragraph>
        Sie haben das nicht veranlasst? Dann schreiben Sie uns bitte sofort an {frame.contact}, damit wir Ihr Konto
        schützen können.
      </Paragraph>
    </Letter>
  )
}
