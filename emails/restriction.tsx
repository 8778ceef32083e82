import { Bullets, type Frame, Letter, MainLink, Paragraph, Quotation } from './layout'

type Placed = { frame: Frame; ground: string; reason: string; profileUrl: string }
type Ends = { frame: Frame; reason: string; lastDay: string }
type GoesOn = { frame: Frame }

const reason = 'Sie erhalten diese Nachricht, weil die Verarbeitung Ihrer Daten im Portal eingeschränkt ist.'

export const restrictionPlacedSubject = () => 'Die Verarbeitung Ihrer Daten ist jetzt eingeschränkt'
export const restrictionEndsSubject = ({ lastDay }: Ends) => `Die Einschränkung Ihrer Daten endet nach dem ${lastDay}`
export const restrictionGoesOnSubject = () => 'Die Verarbeitung Ihrer Daten bleibt eingeschränkt'

/** What a restriction means for the person (GDPR Art. 18; DS-12). */
export function RestrictionPlaced({ frame, ground, reason: why, profileUrl }: Placed) {
  return (
    <Letter
      frame={frame}
      title="Ihre Daten werden nur noch aufbewahrt"
      preview="Was das für Sie bedeutet"
      reason={reason}
    >
      <Paragraph>
        ab sofort ist die Verarbeitung Ihrer Daten eingeschränkt (Art. 18 DSGVO). Der Anlass: {ground}.
      </Paragraph>
      <Quotation>{why}</Quotation>
      <Paragraph>Das bedeutet:</Paragraph>
      <Bullets
        items={[
          'Wir bewahren Ihre Daten auf und nutzen sie nicht. Andere Mitglieder sehen Sie und Ihre Inhalte nicht.',
          'Es läuft keine Frist wegen Inaktivität. Ihr Konto wird nicht automatisch gelöscht.',
          'Sie selbst können sich weiter anmelden, Ihre Daten ansehen und ändern, die Einschränkung beenden oder Ihr Konto löschen.',
          'Bevor wir die Einschränkung aufheben, teilen wir Ihnen das mit.',
        ]}
      />
      <MainLink url={profileUrl}>Mein Profil öffnen</MainLink>
    </Letter>
  )
}

/** Told before the end (GDPR Art. 18(3)). */
export function RestrictionEnds({ frame, reason: why, lastDay }: Ends) {
  return (
    <Letter
      frame={frame}
      title="Die Einschränkung Ihrer Daten endet"
      preview={`Sie gilt noch bis einschließlich ${lastDay}.`}
      reason={reason}
    >
      <Paragraph>
        die Verarbeitung Ihrer Daten ist noch bis einschließlich {lastDay} eingeschränkt. Der Grund für das Ende:
      </Paragraph>
      <Quotation>{why}</Quotation>
      <Paragraph>
        Danach sind Ihr Name und Ihre Inhalte für andere Mitglieder wieder sichtbar, und die Fristen bei Inaktivität
        gelten wieder von vorn.
      </Paragraph>
      <Paragraph>
        Sind Sie damit nicht einverstanden? Schreiben Sie uns bis dahin unter {frame.contact}. Sie können sich außerdem
        bei einer Aufsichtsbehörde für den Datenschutz beschweren oder ein Gericht anrufen.
      </Paragraph>
    </Letter>
  )
}

export function RestrictionGoesOn({ frame }: GoesOn) {
  return (
    <Letter
      frame={frame}
      title="Ihre Daten bleiben eingeschränkt"
      preview="Das angekündigte Ende gilt nicht mehr."
      reason={reason}
    >
      <Paragraph>
        wir hatten Ihnen geschrieben, dass die Einschränkung Ihrer Daten endet. Das gilt nicht mehr: Sie bleibt
        bestehen. Vor einem neuen Ende schreiben wir Ihnen wieder.
      </Paragraph>
    </Letter>
  )
}
