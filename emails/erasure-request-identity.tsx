import { type Frame, Letter, MainLink, Paragraph } from './layout'

type Props = { frame: Frame; url: string; expires: string; expiresDay: string; received: string }

export const erasureRequestIdentitySubject = ({ expiresDay }: Props) =>
  `Bitte bestätigen Sie bis ${expiresDay}, dass Ihr Konto gelöscht werden soll`

/** Identity check of a request by e-mail (DS-04, last sentence). */
export function ErasureRequestIdentity({ frame, url, expires, received }: Props) {
  return (
    <Letter
      frame={frame}
      title="Soll Ihr Konto gelöscht werden?"
      preview="Wir haben eine Bitte um Löschung erhalten und brauchen Ihre Bestätigung."
      reason="Sie erhalten diese Nachricht, damit niemand außer Ihnen Ihr Konto löschen lassen kann."
    >
      <Paragraph>
        am {received} haben wir die Bitte erhalten, Ihr Konto bei QualiService Thüringen mit allen darin gespeicherten
        Daten zu löschen. Bitte bestätigen Sie, dass diese Bitte von Ihnen kommt.
      </Paragraph>
      <MainLink url={url}>Löschung bestätigen</MainLink>
      <Paragraph>
        Bitte bestätigen Sie bis {expires}. Danach löschen wir das Konto endgültig. Ohne Bestätigung bleibt Ihr Konto
        bestehen.
      </Paragraph>
      <Paragraph>
        Sie haben nicht um die Löschung gebeten? Dann bestätigen Sie bitte nicht und geben Sie uns unter {frame.contact}{' '}
        Bescheid.
      </Paragraph>
    </Letter>
  )
}
