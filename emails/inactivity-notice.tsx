import { lastDayOf } from '@/lib/dates'
import { formatDay, formatDayOf, formatPeriod } from '@/lib/text'
import { defineLetter, instant, period } from './parts/define-letter'
import { Bullets, MainLink, Paragraph } from './parts/letter'
import { sample } from './parts/sample'

/** Aufforderung, sich anzumelden (DS-05). Last day = day of sending + responsePeriod. */
export const letter = defineLetter({
  label: 'Aufforderung zur Anmeldung',
  props: { inactiveSince: instant, inactivityPeriod: period, responsePeriod: period },
  example: {
    inactiveSince: '2025-10-01T10:00:00Z',
    inactivityPeriod: sample.oneYear,
    responsePeriod: sample.fourWeeks,
  },
  write: ({ inactiveSince, inactivityPeriod, responsePeriod }, { addressee, appUrl, day }) => {
    const lastDay = formatDay(lastDayOf(day, responsePeriod))
    return {
      subject: `Bitte melden Sie sich bis ${lastDay} an, sonst wird Ihr Konto gelöscht`,
      title: `Bitte melden Sie sich bis ${lastDay} an`,
      preview: 'Sonst wird Ihr Konto bei QualiService Thüringen automatisch gelöscht.',
      reason: `Sie erhalten diese Nachricht, weil Sie sich seit mehr als der in unserer Datenschutzerklärung genannten Zeit (${formatPeriod(inactivityPeriod)}) nicht angemeldet haben.`,
      body: (
        <>
          <Paragraph>
            bei QualiService Thüringen besteht ein Konto auf Ihren Namen ({addressee.givenName} {addressee.surname},{' '}
            {addressee.email}). Zuletzt wurde es am {formatDayOf(inactiveSince)} genutzt. Konten, die länger nicht
            genutzt werden, löschen wir zum Schutz Ihrer Daten.
          </Paragraph>
          <Paragraph>
            <strong>
              Möchten Sie Ihr Konto behalten? Dann melden Sie sich bitte bis einschließlich {lastDay} an und prüfen Sie,
              ob Ihre Daten noch stimmen.
            </strong>{' '}
            Die Anmeldung genügt, damit Ihr Konto bestehen bleibt.
          </Paragraph>
          <MainLink url={`${appUrl}/anmelden`}>Jetzt anmelden</MainLink>
          <Paragraph>
            Wenn Sie sich innerhalb dieser Frist ({formatPeriod(responsePeriod)} ab dem Versand dieser Nachricht) nicht
            anmelden, löschen wir Ihr Konto danach automatisch und endgültig. Gelöscht werden alle darin gespeicherten
            Daten:
          </Paragraph>
          <Bullets
            items={[
              'Name, Vorname, E-Mail-Adresse und Nutzergruppe,',
              'Angaben zu Unternehmen/Institution und Aufgabenbereich/Position,',
              'alles, was Sie im Portal veröffentlicht oder geschrieben haben.',
            ]}
          />
          <Paragraph>Möchten Sie das Konto nicht behalten, müssen Sie nichts tun.</Paragraph>
        </>
      ),
    }
  },
})
