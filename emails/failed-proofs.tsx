import { z } from 'zod'
import { formatInstant, formatNumber } from '@/lib/text'
import { defineLetter, instant, type Occasion } from './parts/define-letter'
import { MainLink, Paragraph } from './parts/letter'
import { sample } from './parts/sample'

const props = {
  kind: z.enum(['password', 'code']),
  failures: z.int(),
  /** The limit is reached: codes of the app, or the password from unknown networks, count no more. */
  isBlocked: z.boolean(),
  failedAt: instant,
}
type Props = z.output<z.ZodObject<typeof props>>

/** The fifth or the hundredth wrong password or code in a row (lib/auth/failed-proofs.ts). */
export const letter = defineLetter({
  label: 'Falsche Passwörter oder Codes',
  props,
  example: { kind: 'code', failures: 100, isBlocked: true, failedAt: sample.instant },
  write: (props, occasion) => ({
    subject: titles[props.kind][props.isBlocked ? 'blocked' : 'open'],
    preview: 'Es geht um die Sicherheit Ihres Kontos.',
    reason: 'Sie erhalten diese Nachricht, damit Sie auf jeden Fall davon erfahren.',
    body: props.kind === 'code' ? wrongCodes(props, occasion) : wrongPasswords(props, occasion),
  }),
})

const titles = {
  code: { blocked: 'Die Codes Ihrer App sind gesperrt', open: 'Jemand kennt vielleicht Ihr Passwort' },
  password: { blocked: 'Ihr Passwort ist teilweise gesperrt', open: 'Mehrmals ein falsches Passwort' },
}

function wrongCodes({ isBlocked, failures, failedAt }: Props, { appUrl }: Occasion) {
  return (
    <>
      <Paragraph>
        bei Ihrem Konto wurde bis {formatInstant(failedAt)} {formatNumber(failures)}-mal nacheinander ein falscher Code
        für den zweiten Faktor eingegeben. So weit kommt nur, wer Ihr Passwort kennt oder ein Gerät benutzt, auf dem Sie
        angemeldet sind.
      </Paragraph>
      <Paragraph>
        Sie waren das nicht? Dann legen Sie bitte sofort ein neues Passwort fest. Damit werden auch alle Geräte
        abgemeldet.
      </Paragraph>
      <MainLink url={`${appUrl}/passwort-vergessen`}>Neues Passwort anfordern</MainLink>
      {isBlocked ? (
        <Paragraph>
          Die Codes Ihrer App gelten vorerst nicht mehr. Bestätigen Sie die Anmeldung einmal mit einem Passkey oder
          einem Wiederherstellungscode, dann gelten sie wieder. Wenn Sie beides nicht haben, schreiben Sie uns: {appUrl}
          /kontakt
        </Paragraph>
      ) : null}
    </>
  )
}

function wrongPasswords({ isBlocked, failures, failedAt }: Props, { appUrl }: Occasion) {
  return (
    <>
      <Paragraph>
        bei Ihrem Konto wurde bis {formatInstant(failedAt)} {formatNumber(failures)}-mal nacheinander ein falsches
        Passwort eingegeben. Damit ist niemand in Ihr Konto gekommen. Waren Sie das selbst, müssen Sie nichts tun.
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
      <MainLink url={`${appUrl}/passwort-vergessen`}>Neues Passwort anfordern</MainLink>
    </>
  )
}
