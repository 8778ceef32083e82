import { type Frame, Letter, MailLink, Paragraph, Quotation } from './layout'

type Props = { frame: Frame; name: string; replyTo: string; subject: string; message: string }

export const contactMessageSubject = ({ subject }: Props) => `Kontaktformular: ${subject}`

export function ContactMessage({ frame, name, replyTo, subject, message }: Props) {
  return (
    <Letter
      frame={frame}
      title="Nachricht über das Kontaktformular"
      preview="Jemand hat über das Kontaktformular geschrieben."
      reason="Sie erhalten diese Nachricht, weil Sie das Postfach des Portals betreuen. Die Angaben sind nicht geprüft."
    >
      <Paragraph>
        Von: {name}
        <br />
        Antwort an: <MailLink address={replyTo} />
        <br />
        Betreff: {subject}
      </Paragraph>
      <Quotation>{message}</Quotation>
    </Letter>
  )
}
