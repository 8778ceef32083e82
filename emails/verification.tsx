import { type Frame, Letter, MainLink, Paragraph, Quotation } from './layout'

type Props = { frame: Frame; title: string; text: string; reason: string; next: string; profileUrl: string }

export const verificationDecidedSubject = ({ title }: Props) => title

/** What staff decided about a member, and why (DS-07). */
export function VerificationDecided({ frame, title, text, reason, next, profileUrl }: Props) {
  return (
    <Letter
      frame={frame}
      title={title}
      preview={text}
      reason="Sie erhalten diese Nachricht, weil wir die Angaben jedes Mitglieds prüfen, bevor es veröffentlicht oder andere anschreibt."
    >
      <Paragraph>{text} Unsere Begründung:</Paragraph>
      <Quotation>{reason}</Quotation>
      <Paragraph>{next}</Paragraph>
      <MainLink url={profileUrl}>Zu meinem Profil</MainLink>
    </Letter>
  )
}
