import { type Frame, Letter, Paragraph } from './layout'

type Props = { frame: Frame; erased: string; notified?: string; lastDay?: string; received?: string }

export const accountErasedSubject = () => 'Ihr Konto bei QualiService Thüringen wurde gelöscht'

/** Last confirmation of an erasure (DS-04, DS-05); one mail per way that leads to it. */
export function ErasedBySelf(props: Props) {
  return (
    <LastConfirmation {...props}>
      <Paragraph>
        Sie haben Ihr Konto bei QualiService Thüringen am {props.erased} unter „Mein Profil“ gelöscht.
      </Paragraph>
    </LastConfirmation>
  )
}

export function ErasedOnRequest(props: Props) {
  return (
    <LastConfirmation {...props}>
      <Paragraph>
        Sie haben uns {props.received ? `am ${props.received} ` : ''}gebeten, Ihr Konto bei QualiService Thüringen zu
        löschen. Das haben wir am {props.erased} getan.
      </Paragraph>
    </LastConfirmation>
  )
}

export function ErasedForInactivity(props: Props) {
  return (
    <LastConfirmation {...props}>
      <Paragraph>
        {props.notified && props.lastDay
          ? `am ${props.notified} haben wir Sie gebeten, sich bis einschließlich ${props.lastDay} anzumelden. Da Sie sich nicht angemeldet haben, wurde Ihr Konto bei QualiService Thüringen am ${props.erased} automatisch gelöscht.`
          : `da Sie sich auf unsere Aufforderung hin nicht angemeldet haben, wurde Ihr Konto bei QualiService Thüringen am ${props.erased} automatisch gelöscht.`}
      </Paragraph>
      <Paragraph>Sie können sich jederzeit neu registrieren: {props.frame.homeUrl}</Paragraph>
    </LastConfirmation>
  )
}

export function ErasedByStaff(props: Props) {
  return (
    <LastConfirmation {...props}>
      <Paragraph>Ihr Konto bei QualiService Thüringen wurde am {props.erased} durch den Betreiber gelöscht.</Paragraph>
    </LastConfirmation>
  )
}

function LastConfirmation({ frame, children }: Props & { children: React.ReactNode }) {
  return (
    <Letter
      frame={frame}
      title="Ihr Konto wurde gelöscht"
      preview="Alle im Konto gespeicherten Daten sind gelöscht."
      reason="Dies ist unsere letzte Nachricht an Sie. Ihre E-Mail-Adresse wird nach dem Versand auch aus unserem Postausgang gelöscht."
    >
      {children}
      <Paragraph>
        Mit dem Konto sind alle darin gespeicherten Daten gelöscht. Das lässt sich nicht rückgängig machen. Sie müssen
        nichts weiter tun.
      </Paragraph>
    </Letter>
  )
}
