import { Bullets, type Frame, Letter, MainLink, Paragraph } from './layout'

type Props = {
  frame: Frame
  name: string
  email: string
  inactiveSince: string
  inactivityPeriod: string
  responsePeriod: string
  lastDay: string
  signInUrl: string
}

export const inactivityNoticeSubject = ({ lastDay }: Props) =>
  `Bitte melden Sie sich bis ${lastDay} an, sonst wird Ihr Konto gelöscht`

/** Aufforderung, sich anzumelden (DS-05). */
export function InactivityNotice(props: Props) {
  return (
    <Letter
      frame={props.frame}
      title={`Bitte melden Sie sich bis ${props.lastDay} an`}
      preview="Sonst wird Ihr Konto bei QualiService Thüringen automatisch gelöscht."
      reason={`Sie erhalten diese Nachricht, weil Sie sich seit mehr als der in unserer Datenschutzerklärung genannten Zeit (${props.inactivityPeriod}) nicht angemeldet haben.`}
    >
      <Paragraph>
        bei QualiService Thüringen besteht ein Konto auf Ihren Namen ({props.name}, {props.email}). Zuletzt wurde es am{' '}
        {props.inactiveSince} genutzt. Konten, die länger nicht genutzt werden, löschen wir zum Schutz Ihrer Daten.
      </Paragraph>
      <Paragraph>
        <strong>
          Möchten Sie Ihr Konto behalten? Dann melden Sie sich bitte bis einschließlich {props.lastDay} an und prüfen
          Sie, ob Ihre Daten noch stimmen.
        </strong>{' '}
        Die Anmeldung genügt, damit Ihr Konto bestehen bleibt.
      </Paragraph>
      <MainLink url={props.signInUrl}>Jetzt anmelden</MainLink>
      <Paragraph>
        Wenn Sie sich innerhalb dieser Frist ({props.responsePeriod} ab dem Versand dieser Nachricht) nicht anmelden,
        löschen wir Ihr Konto danach automatisch und endgültig. Gelöscht werden alle darin gespeicherten Daten:
      </Paragraph>
      <Bullets
        items={[
          'Name, Vorname, E-Mail-Adresse und Nutzergruppe,',
          'Angaben zu Unternehmen/Institution und Aufgabenbereich/Position,',
          'alles, was Sie im Portal veröffentlicht oder geschrieben haben.',
        ]}
      />
      <Paragraph>Möchten Sie das Konto nicht behalten, müssen Sie nichts tun.</Paragraph>
    </Letter>
  )
}
