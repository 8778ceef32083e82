import { type Frame, Letter, MainLink, Paragraph, Quotation } from './layout'

type Publication = { frame: Frame; name: string; url: string }
type Returned = Publication & { answer: string }
type Ending = Publication & { lastDay: string; wayOn: string }

const reason = 'Sie erhalten diese Nachricht, weil Sie im Portal etwas veröffentlichen.'

export const publicationPublishedSubject = ({ name }: Publication) => `Veröffentlicht: ${name}`
export const publicationReturnedSubject = ({ name }: Returned) => `Bitte noch einmal ansehen: ${name}`
export const publicationEndingSubject = ({ name, lastDay }: Ending) => `Nur noch bis ${lastDay} zu sehen: ${name}`

/** The review is over (DS-07). */
export function PublicationPublished({ frame, name, url }: Publication) {
  return (
    <Letter frame={frame} title="Ihr Beitrag ist veröffentlicht" preview={name} reason={reason}>
      <Paragraph>wir haben „{name}“ geprüft und veröffentlicht. Ab jetzt können alle es im Portal finden.</Paragraph>
      <MainLink url={url}>Im Portal ansehen</MainLink>
    </Letter>
  )
}

export function PublicationReturned({ frame, name, answer, url }: Returned) {
  return (
    <Letter frame={frame} title="Bitte sehen Sie Ihren Text noch einmal an" preview={name} reason={reason}>
      <Paragraph>wir haben „{name}“ geprüft und noch nicht veröffentlicht. Der Grund:</Paragraph>
      <Quotation>{answer}</Quotation>
      <Paragraph>Ihr Text ist gespeichert. Sie können ihn ändern und erneut einreichen.</Paragraph>
      <MainLink url={url}>Text ändern</MainLink>
    </Letter>
  )
}

/** Before what is published ends (DS-07). */
export function PublicationEnding({ frame, name, lastDay, wayOn, url }: Ending) {
  return (
    <Letter frame={frame} title="Eine Veröffentlichung endet bald" preview={name} reason={reason}>
      <Paragraph>
        „{name}“ ist noch bis {lastDay} im Portal zu sehen. Danach finden nur noch Sie es unter „Meine Angebote“.
      </Paragraph>
      <Paragraph>{wayOn} Sonst brauchen Sie nichts zu tun.</Paragraph>
      <MainLink url={url}>Veröffentlichung öffnen</MainLink>
    </Letter>
  )
}
