import { defineLetter } from './parts/define-letter'
import { MainLink, Paragraph } from './parts/letter'

/** Somebody tried to register with the address of an existing account. */
export const letter = defineLetter({
  label: 'Schon registriert',
  props: {},
  example: {},
  write: (_, { appUrl }) => ({
    subject: 'Ihre E-Mail-Adresse ist bereits registriert',
    title: 'Sie haben bereits ein Konto',
    preview: 'Jemand hat Ihre E-Mail-Adresse noch einmal eingegeben.',
    reason:
      'Sie erhalten diese Nachricht, weil Ihre E-Mail-Adresse in einem Formular von QualiService Thüringen eingegeben wurde.',
    body: (
      <>
        <Paragraph>
          jemand hat Ihre E-Mail-Adresse bei QualiService Thüringen für ein neues Konto oder als neue Adresse eines
          anderen Kontos eingegeben. Sie haben aber schon ein Konto mit dieser Adresse. Es wurde nichts geändert. Bitte
          melden Sie sich wie bisher an.
        </Paragraph>
        <MainLink url={`${appUrl}/anmelden`}>Zur Anmeldung</MainLink>
        <Paragraph>Passwort vergessen? Hier können Sie ein neues festlegen: {appUrl}/passwort-vergessen</Paragraph>
        <Paragraph>Sie waren das nicht? Dann müssen Sie nichts tun.</Paragraph>
      </>
    ),
  }),
})
