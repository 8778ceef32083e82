import { Bullets, type Frame, Letter, MainLink, Paragraph } from './layout'

type Props = { frame: Frame; day: string; position: string; hash: string; url: string }

export const auditAnchorSubject = ({ day }: Props) => `Stand des Protokolls am ${day}`

export function AuditAnchor({ frame, day, position, hash, url }: Props) {
  return (
    <Letter
      frame={frame}
      title={`Stand des Protokolls am ${day}`}
      preview="Bitte heben Sie diese Nachricht auf."
      reason="Sie erhalten diese Nachricht täglich, weil Sie das Portal verwalten oder überwachen."
    >
      <Paragraph>
        bitte heben Sie diese Nachricht auf. Zu tun ist nichts. Mit ihr lässt sich später beweisen, dass niemand das
        Protokoll des Portals nachträglich geändert hat, auch nicht die Betreiber: Sie liegt außerhalb des Servers.
      </Paragraph>
      <Bullets items={[`Glied der Kette: ${position}`, `Prüfsumme (SHA-256): ${hash}`]} />
      <Paragraph>
        Später muss das Protokoll an diesem Glied dieselbe Prüfsumme haben. Sie steht auch in jedem Nachweispaket.
      </Paragraph>
      <MainLink url={url}>Nachweis ansehen</MainLink>
    </Letter>
  )
}
