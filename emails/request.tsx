import { Bullets, type Frame, Letter, MainLink, Paragraph, Quotation } from './layout'

type Request = { frame: Frame; kind: string; received: string }
type Received = Request & { url: string; expires: string; due: string; explanation: string }
type Extended = Request & { due: string; reason: string }
type Refused = Request & { reason: string; authority?: string }
type Rectified = { frame: Frame; received: string; changes: string[]; note?: string; profileUrl: string }
type Answered = Request & { answer: string; reportUrl?: string }

const reason = 'Sie erhalten diese Nachricht, weil zu Ihrem Konto ein Anliegen zum Datenschutz eingegangen ist.'

export const requestReceivedSubject = ({ kind }: Received) => `Ihr Anliegen ist angekommen: ${kind}`
export const requestExtendedSubject = ({ kind, due }: Extended) => `Ihr Anliegen (${kind}): Antwort bis ${due}`
export const requestRefusedSubject = ({ kind }: Refused) =>
  `Ihr Anliegen (${kind}): was wir nicht tun können, und warum`
export const requestWithdrawnSubject = ({ kind }: Request) => `Ihr Anliegen ist beendet: ${kind}`
export const requestRectifiedSubject = () => 'Wir haben Ihre Daten berichtigt'
export const requestAnsweredSubject = ({ kind }: Answered) => `Antwort auf Ihr Anliegen: ${kind}`

/** Receipt and identity check in one (DS-12; GDPR Art. 12(3), (6)). */
export function RequestReceived({ frame, kind, received, url, expires, due, explanation }: Received) {
  return (
    <Letter frame={frame} title="Ihr Anliegen ist angekommen" preview={`${kind}: bitte bestätigen`} reason={reason}>
      <Paragraph>
        am {received} ist Ihr Anliegen bei uns eingegangen: {kind}. Wir antworten so schnell wie möglich, spätestens bis{' '}
        {due}.
      </Paragraph>
      <Paragraph>{explanation}</Paragraph>
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

/** Refused, with the reasons and the ways on (GDPR Art. 12(4)). */
export function RequestRefused({ frame, kind, received, reason: why, authority }: Refused) {
  return (
    <Letter frame={frame} title="Antwort auf Ihr Anliegen" preview={`${kind}: abgelehnt`} reason={reason}>
      <Paragraph>
        Ihrem Anliegen vom {received} ({kind}) können wir nicht nachkommen. Die Gründe:
      </Paragraph>
      <Quotation>{why}</Quotation>
      <Paragraph>Wenn Sie das anders sehen, haben Sie diese Möglichkeiten:</Paragraph>
      <Bullets
        items={[
          `Sie schreiben uns noch einmal unter ${frame.contact} und erklären, was wir übersehen haben.`,
          authority
            ? `Sie beschweren sich bei der Aufsichtsbehörde für den Datenschutz: ${authority} (Art. 77 DSGVO).`
            : 'Sie beschweren sich bei einer Aufsichtsbehörde für den Datenschutz (Art. 77 DSGVO).',
          'Sie klagen vor Gericht (Art. 79 DSGVO).',
        ]}
      />
    </Letter>
  )
}

/** It may have been somebody else who withdrew it. */
export function RequestWithdrawn({ frame, kind, received }: Request) {
  return (
    <Letter frame={frame} title="Ihr Anliegen ist beendet" preview={`${kind}: zurückgezogen`} reason={reason}>
      <Paragraph>
        Ihr Anliegen vom {received} ({kind}) haben wir geschlossen, weil Sie es zurückgezogen haben. An Ihren Daten hat
        sich nichts geändert.
      </Paragraph>
      <Paragraph>
        Haben Sie das nicht getan? Dann schreiben Sie uns bitte unter {frame.contact}. Sie können Ihr Anliegen jederzeit
        neu stellen.
      </Paragraph>
    </Letter>
  )
}

/** What was corrected (GDPR Art. 16). */
export function RequestRectified({ frame, received, changes, note, profileUrl }: Rectified) {
  return (
    <Letter frame={frame} title="Ihre Daten sind berichtigt" preview="Bitte prüfen Sie die Angaben." reason={reason}>
      <Paragraph>
        wie Sie es am {received} verlangt haben, haben wir Ihre Daten geändert. Jetzt ist gespeichert:
      </Paragraph>
      <Bullets items={changes} />
      {note ? <Quotation>{note}</Quotation> : null}
      <Paragraph>Stimmt etwas nicht? Unter „Mein Profil“ ändern Sie Ihre Daten jederzeit selbst.</Paragraph>
      <MainLink url={profileUrl}>Mein Profil öffnen</MainLink>
    </Letter>
  )
}
