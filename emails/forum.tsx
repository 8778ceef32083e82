import { Bullets, type Frame, Letter, MainLink, Paragraph, PlainLink } from './layout'

type NewsProps = { frame: Frame; what: string; target: string; url: string; unsubscribeUrl: string }

export const forumNewsSubject = ({ what }: NewsProps) => what

/** Tells that something is new, not who wrote what: the text stays in the portal, where its author can take it away (DS-04, DS-08). */
export function ForumNews({ frame, what, target, url, unsubscribeUrl }: NewsProps) {
  return (
    <Letter frame={frame} title={what} preview="Lesen Sie den Beitrag im Portal." reason={reason}>
      <Paragraph>
        im Forum gibt es etwas Neues, das Sie abonniert haben. Weitere E-Mails dazu bekommen Sie erst wieder, wenn Sie
        nachgesehen haben.
      </Paragraph>
      <MainLink url={url}>{target}</MainLink>
      <Unsubscribe url={unsubscribeUrl}>Dieses Abonnement beenden, ohne sich anzumelden:</Unsubscribe>
    </Letter>
  )
}

type DigestProps = { frame: Frame; lines: string[]; url: string; unsubscribeUrl: string }

export const forumDigestSubject = (_: DigestProps) => 'Neues im Forum: Ihre tägliche Übersicht'

/** What is new since yesterday in what the member has subscribed to: counts by category. */
export function ForumDigest({ frame, lines, url, unsubscribeUrl }: DigestProps) {
  return (
    <Letter
      frame={frame}
      title="Neues im Forum"
      preview="Ihre tägliche Übersicht über das, was Sie abonniert haben."
      reason={reason}
    >
      <Paragraph>seit der letzten Übersicht ist in Ihren Abonnements Folgendes dazugekommen:</Paragraph>
      <Bullets items={lines} />
      <MainLink url={url}>Ungelesenes ansehen</MainLink>
      <Unsubscribe url={unsubscribeUrl}>Keine Übersicht mehr bekommen, ohne sich anzumelden:</Unsubscribe>
    </Letter>
  )
}

const reason = 'Sie erhalten diese Nachricht, weil Sie Themen oder Kategorien im Forum abonniert haben.'

function Unsubscribe({ url, children }: { url: string; children: string }) {
  return (
    <Paragraph>
      {children} <PlainLink url={url} />
    </Paragraph>
  )
}
