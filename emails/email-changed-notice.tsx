import { formatInstant } from '@/lib/text'
import { defineLetter, instant } from './parts/define-letter'
import { Paragraph } from './parts/letter'
import { sample } from './parts/sample'

/** To the old address (`recipient`). */
export const letter = defineLetter({
  label: 'Adresse geändert',
  props: { changedAt: instant },
  example: { changedAt: sample.instant },
  write: ({ changedAt }, { operator }) => ({
    subject: 'Die E-Mail-Adresse Ihres Kontos wurde geändert',
    preview: 'Ihr Konto verwendet jetzt eine andere E-Mail-Adresse.',
    reason:
      'Sie erhalten diese Nachricht an Ihre bisherige Adresse, damit Sie von der Änderung auf jeden Fall erfahren.',
    body: (
      <>
        <Paragraph>
          für Ihr Konto bei QualiService Thüringen gilt seit {formatInstant(changedAt)} eine neue E-Mail-Adresse. Bitte
          melden Sie sich künftig mit der neuen Adresse an. An diese Adresse hier senden wir keine weiteren Nachrichten.
        </Paragraph>
        <Paragraph>
          Sie haben das nicht veranlasst? Dann schreiben Sie uns bitte sofort an {operator.email}, damit wir Ihr Konto
          schützen können.
        </Paragraph>
      </>
    ),
  }),
})
