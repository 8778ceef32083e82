import { type Frame, Letter, MainLink, Paragraph } from './layout'

type Props = {
  frame: Frame
  /** Codes of the second factor were wrong, not passwords. A letter may ask of a value only whether it is there. */
  isCode?: string
  /** The limit is reached: codes of the app, or the password from unknown networks, count no more. */
  isBlocked?: string
  failures: string
  failed: string
  resetUrl: string
  contactUrl: string
}

export const failedProofsSubject = ({ isCode, isBlocked }: Pick<Props, 'isCode' | 'isBlocked'>) =>
  titleOf(isCode, isBlocked)

function titleOf(isCode: string | undefined, isBlocked: string | undefined): string {
  if (isCode) return isBlocked ? 'Die Codes Ihrer App sind gesperrt' : 'Jemand kennt vielleicht Ihr Passwort'
  return isBlocked ? 'Ihr Passwort ist teilweise gesperrt' : 'Mehrmals ein falsches Passwort'
}

export function FailedProofs({ frame, isCode, isBlocked, failures, failed, resetUrl, contactUrl }: Props) {
  const title = titleOf(isCode, isBlocked)
  return (
    <Letter
      frame={frame}
      title={title}
      preview="Es geht um die Sicherheit Ihres Kontos."
      reason="Sie erhalten diese Nachricht, damit Sie auf jeden Fall davon erfahren."
    >
      {isCode ? (
        <WrongCodes {...{ isBlocked, failures, failed, resetUrl, contactUrl }} />
      ) : (
        <WrongPasswords {...{ isBlocked, failures, failed, resetUrl }} />
      )}
    </Letter>
  )
}

function WrongCodes({ isBlocked, failures, failed, resetUrl, contactUrl }: Omit<Props, 'frame' | 'isCode'>) {
  return (
    <>
      <Paragraph>
        bei Ihrem Konto wurde bis {failed} {failures}-mal nacheinander ein falscher Code für den zweiten Faktor
        eingegeben. So weit kommt nur, wer Ihr Passwort kennt oder ein Gerät benutzt, auf dem Sie angemeldet sind.
      </Paragraph>
      <Paragraph>
        Sie waren das nicht? Dann legen Sie bitte sofort ein neues Passwort fest. Damit werden auch alle Geräte
        abgemeldet.
      </Paragraph>
      <MainLink url={resetUrl}>Neues Passwort anfordern</MainLink>
      {isBlocked ? (
        <Paragraph>
          Die Codes Ihrer App gelten vorerst nicht mehr. Bestätigen Sie die Anmeldung einmal mit einem Passkey oder
          einem Wiederherstellungscode, dann gelten sie wieder. Wenn Sie beides nicht haben, schreiben Sie uns:{' '}
          {contactUrl}
        </Paragraph>
      ) : null}
    </>
  )
}

function WrongPasswords({ isBlocked, failures, failed, resetUrl }: Omit<Props, 'frame' | 'isCode' | 'contactUrl'>) {
  return (
    <>
      <Paragraph>
        bei Ihrem Konto wurde bis {failed} {failures}-mal nacheinander ein falsches Passwort eingegeben. Damit ist
        niemand in Ihr Konto gekommen. Waren Sie das selbst, müssen Sie nichts tun.
      </Paragraph>
      {isBlocked ? (
        <Paragraph>
          Ihr Passwort gilt vorerst nur noch dort, wo Sie sich in den letzten 90 Tagen schon angemeldet haben. Überall
          sonst kommen Sie wieder hinein, wenn Sie ein neues Passwort festlegen.
        </Paragraph>
      ) : (
        <Paragraph>
          Sie waren das nicht? Dann versucht vielleicht jemand, Ihr Passwort zu erraten. Legen Sie ein neues fest, wenn
          Sie das jetzige auch anderswo benutzen.
        </Paragraph>
      )}
      <MainLink url={resetUrl}>Neues Passwort anfordern</MainLink>
    </>
  )
}
