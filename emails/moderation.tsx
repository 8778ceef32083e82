import { Bullets, type Frame, Letter, MainLink, Paragraph, Quotation } from './layout'

type Received = { frame: Frame; what: string; reported: string; rulesUrl: string }
type Decided = Received & { result: string; reason: string; contactUrl: string }
type Measure = {
  frame: Frame
  what: string
  effect: string
  ground: string
  reason: string
  occasion: string
  until: string
  rulesUrl: string
  appealUrl: string
  contactUrl: string
}
type Ended = { frame: Frame; what: string; effect: string; reason: string; profileUrl: string }
type AppealDecided = { frame: Frame; what: string; title: string; text: string; answer: string; profileUrl: string }

const forReporter = 'Sie erhalten diese Nachricht, weil uns mit dieser Adresse ein Inhalt gemeldet wurde.'
const forAuthor = 'Sie erhalten diese Nachricht, weil es um einen Inhalt von Ihnen oder um Ihr Konto geht.'

export const reportReceivedSubject = () => 'Ihre Meldung ist angekommen'
export const reportDecidedSubject = () => 'Über Ihre Meldung ist entschieden'
export const measureTakenSubject = ({ what }: Measure) => `Entscheidung der Moderation: ${what}`
export const measureEndedSubject = ({ what }: Ended) => `Maßnahme aufgehoben: ${what}`
export const appealDecidedSubject = ({ what }: AppealDecided) => `Entscheidung über Ihre Beschwerde: ${what}`

/** Receipt of a report (DSA Art. 16(4)); no word of the report itself: anybody can enter a stranger's address. */
export function ReportReceived({ frame, what, reported, rulesUrl }: Received) {
  return (
    <Letter frame={frame} title="Ihre Meldung ist angekommen" preview={`${what}: Wir prüfen das.`} reason={forReporter}>
      <Paragraph>
        danke für Ihre Meldung vom {reported} ({what}). Ein Mensch aus unserem Team prüft sie. Wir schreiben Ihnen, wie
        wir entschieden haben.
      </Paragraph>
      <Paragraph>
        Sie haben nichts gemeldet? Dann hat jemand Ihre Adresse eingetragen. Sie brauchen nichts zu tun; Sie bekommen
        dazu nur noch eine Nachricht.
      </Paragraph>
      <MainLink url={rulesUrl}>Nutzungsregeln ansehen</MainLink>
    </Letter>
  )
}

/** Outcome for whoever reported it (DSA Art. 16(5)). */
export function ReportDecided({ frame, what, reported, result, reason, rulesUrl, contactUrl }: Decided) {
  return (
    <Letter frame={frame} title="Über Ihre Meldung ist entschieden" preview={result} reason={forReporter}>
      <Paragraph>
        Ihre Meldung vom {reported} ({what}) hat ein Mensch aus unserem Team geprüft. {result} Unsere Begründung:
      </Paragraph>
      <Quotation>{reason}</Quotation>
      <Paragraph>
        Sind Sie damit nicht einverstanden? Schreiben Sie uns; dann prüft eine andere Person Ihre Meldung. Der Weg zu
        den Gerichten steht Ihnen immer offen.
      </Paragraph>
      <MainLink url={contactUrl}>Uns schreiben</MainLink>
      <Paragraph>Unsere Nutzungsregeln: {rulesUrl}</Paragraph>
    </Letter>
  )
}

/** Statement of reasons (DSA Art. 17): what, on which facts and ground, by whom, and what the author can do about it. */
export function MeasureTaken(props: Measure) {
  const { frame, what, effect, ground, reason, occasion, until, rulesUrl, appealUrl, contactUrl } = props
  return (
    <Letter frame={frame} title="Entscheidung der Moderation" preview={`${what}: ${effect}`} reason={forAuthor}>
      <Paragraph>wir haben über einen Inhalt von Ihnen entschieden:</Paragraph>
      <Bullets items={[what, effect, ground, occasion, 'Entschieden hat ein Mensch, kein Programm.']} />
      <Paragraph>Unsere Begründung:</Paragraph>
      <Quotation>{reason}</Quotation>
      <Paragraph>
        Sie sind nicht einverstanden? Sie können sich bis {until} kostenlos beschweren. Dann entscheidet eine andere
        Person. Der Weg zu den Gerichten steht Ihnen immer offen.
      </Paragraph>
      <MainLink url={appealUrl}>Maßnahme ansehen und beschweren</MainLink>
      <Paragraph>
        Können Sie sich nicht anmelden, schreiben Sie uns Ihre Beschwerde über {contactUrl}. Unsere Nutzungsregeln:{' '}
        {rulesUrl}
      </Paragraph>
    </Letter>
  )
}

export function MeasureEnded({ frame, what, effect, reason, profileUrl }: Ended) {
  return (
    <Letter frame={frame} title="Maßnahme aufgehoben" preview={`${what}: ${effect}`} reason={forAuthor}>
      <Paragraph>
        wir haben eine Maßnahme aufgehoben ({what}). {effect} Unsere Begründung:
      </Paragraph>
      <Quotation>{reason}</Quotation>
      <MainLink url={profileUrl}>Meine Maßnahmen ansehen</MainLink>
    </Letter>
  )
}

export function AppealDecided({ frame, what, title, text, answer, profileUrl }: AppealDecided) {
  return (
    <Letter frame={frame} title={title} preview={text} reason={forAuthor}>
      <Paragraph>
        über Ihre Beschwerde ({what}) hat eine Person entschieden, die an der Maßnahme nicht beteiligt war. {text}
      </Paragraph>
      <Quotation>{answer}</Quotation>
      <Paragraph>Der Weg zu den Gerichten steht Ihnen immer offen.</Paragraph>
      <MainLink url={profileUrl}>Meine Maßnahmen ansehen</MainLink>
    </Letter>
  )
}
