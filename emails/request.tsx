import { type Frame, Letter, MainLink, Paragraph, Quotation } from './layout'

type Request = { frame: Frame; kind: string; received: string }
type Received = Request & { url: string; expires: string; due: string }
type Extended = Request & { due: string; reason: string }
type Answered = Request & { answer: string; reportUrl?: string }

const reason = 'Sie erhalten diese Nachricht, weil zu Ihrem Konto ein Anliegen zum Datenschutz eingegangen ist.'

export const requestReceivedSubject = ({ kind }: Received) => `Ihr Anliegen ist angekommen: ${kind}`
export const requestExtendedSubject = ({ kind, due }: Extended) => `Ihr Anliegen (${kind}): Antwort bis ${due}`
export const requestAnsweredSubject = ({ kind }: Answered) => `Antwort auf Ihr Anliegen: ${kind}`

/** Receipt and identity check in one (DS-12; GDPR Art. 12(3), (6)). */
export function RequestReceived({ frame, kind, received, url, expires, due }: Received) {
  return (
    <Letter frame={frame} title="Ihr Anliegen ist angekommen" preview={`${kind}: bitte bestätigen`} reason={reason}>
      <Paragraph>
        am {received} ist Ihr Anliegen bei uns eingegangen: {kind}. Wir antworten so schnell wie möglich, spätestens bis{' '}
        {due}.
      </Paragraph>
      <Paragraph>
        Bitte bestätigen Sie, dass das Anliegen von Ihnen kommt. So geben wir nichts an Fremde heraus. Der Link gilt bis{' '}
        {expires}.
      </Paragraph>
      <MainLink url={url}>Anliegen bestätigen</MainLink>
      <Paragraph>
        Kommt das Anliegen nicht von Ihnen? Dann bestätigen Sie bitte nicht und geben Sie uns unter {frame.contact}{' '}
        Bescheid.
      </Paragraph>
    </Letter>
  )
}

export function RequestExtended({ frame, kind, received, due, reason: why }: Extended) {
  return (
    <Letter frame={frame} title="Wir brauchen mehr Zeit" preview={`Antwort bis ${due}`} reason={reason}>
      <Paragraph>
        Ihr Anliegen vom {received} ({kind}) können wir nicht innerhalb eines Monats beantworten. Sie bekommen unsere
        Antwort spätestens bis {due}.
      </Paragraph>
      <Paragraph>Der Grund: {why}</Paragraph>
      <Paragraph>
        Sie können sich bei einer Aufsichtsbehörde für den Datenschutz beschweren. Fragen beantworten wir unter{' '}
        {frame.contact}.
      </Paragraph>
    </Letter>
  )
}

export function RequestAnswered({ frame, kind, received, answer, reportUrl }: Answered) {
  return (
    <Letter frame={frame} title="Antwort auf Ihr Anliegen" preview={kind} reason={reason}>
      <Paragraph>
        zu Ihrem Anliegen vom {received} ({kind}) antworten wir:
      </Paragraph>
      <Quotation>{answer}</Quotation>
      {reportUrl ? (
        <>
          <Paragraph>
            Alle Daten, die wir über Sie gespeichert haben, sehen Sie nach der Anmeldung. Dort können Sie die Auskunft
            auch herunterladen.
          </Paragraph>
          <MainLink url={reportUrl}>Meine Daten ansehen</MainLink>
        </>
      ) : null}
      <Paragraph>
        Sie können sich bei einer Aufsichtsbehörde für den Datenschutz beschweren oder ein Gericht anrufen. Fragen
        beantworten wir unter {frame.contact}.
      </Paragraph>
    </Letter>
  )
}
