import { Bullets, type Frame, Letter, MainLink, Paragraph, PlainLink } from './layout'

type Props = { frame: Frame; count: string; lines: string[]; url: string; settingsUrl: string }

export const messageDigestSubject = ({ count }: Props) => `Sie haben ${count}`

/** Once a day: who has written and on what, without the words (DS-08). */
export function MessageDigest({ frame, count, lines, url, settingsUrl }: Props) {
  return (
    <Letter
      frame={frame}
      title="Ihre ungelesenen Nachrichten"
      preview={`Im Portal liegen ${count} für Sie.`}
      reason="Sie erhalten diese Nachricht, weil Sie sich für eine tägliche Zusammenfassung Ihrer Nachrichten entschieden haben."
    >
      <Paragraph>im Portal liegen {count} für Sie:</Paragraph>
      <Bullets items={lines} />
      <MainLink url={url}>Nachrichten lesen</MainLink>
      <Paragraph>
        Bitte antworten Sie nicht auf diese E-Mail: Die Antwort käme bei niemandem an, der Ihnen geschrieben hat.
      </Paragraph>
      <Paragraph>
        Sie möchten solche E-Mails anders oder gar nicht? Das stellen Sie hier ein: <PlainLink url={settingsUrl} />
      </Paragraph>
    </Letter>
  )
}
