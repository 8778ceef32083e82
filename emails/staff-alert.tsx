import { Bullets, type Frame, Letter, MainLink, Paragraph } from './layout'

type Props = { frame: Frame; headline: string; lines: string[]; url: string }

export const staffAlertSubject = ({ headline }: Props) => headline

export function StaffAlert({ frame, headline, lines, url }: Props) {
  return (
    <Letter
      frame={frame}
      title={headline}
      preview="Das Portal braucht eine Entscheidung von Ihnen."
      reason="Sie erhalten diese Nachricht, weil Sie das Portal verwalten."
    >
      <Paragraph>das Portal meldet:</Paragraph>
      <Bullets items={lines} />
      <MainLink url={url}>Im Verwaltungsbereich ansehen</MainLink>
    </Letter>
  )
}
