import { type Frame, Letter, MainLink, Paragraph, PlainLink, Quotation } from './layout'

type Props = { frame: Frame; from: string; subject: string; text: string; url: string; settingsUrl: string }

export const newMessageSubject = ({ from, subject }: Props) => `Nachricht von ${from}: ${subject}`

/** A message of another member (DS-08): their words and their name, and a way to answer that shows nobody's address. */
export function NewMessage({ frame, from, subject, text, url, settingsUrl }: Props) {
  return (
    <Letter
      frame={frame}
      title="Sie haben eine neue Nachricht"
      preview={`${from} hat Ihnen über das Portal geschrieben.`}
      reason="Sie erhalten diese Nachricht, weil Ihnen ein Mitglied über das Portal geschrieben hat. Ihre E-Mail-Adresse hat das Portal dabei niemandem gezeigt."
    >
      <Paragraph>
        {from} hat Ihnen über das Portal geschrieben.
        <br />
        Betreff: {subject}
      </Paragraph>
      <Quotation>{text}</Quotation>
      <MainLink url={url}>Nachricht beantworten</MainLink>
      <Paragraph>
        Bitte antworten Sie nicht auf diese E-Mail: Die Antwort käme bei {from} nicht an. Benutzen Sie den Link oben. So
        bleibt Ihre E-Mail-Adresse verborgen.
      </Paragraph>
      <Paragraph>
        Sie möchten solche E-Mails seltener oder gar nicht? Das stellen Sie hier ein: <PlainLink url={settingsUrl} />
      </Paragraph>
    </Letter>
  )
}
