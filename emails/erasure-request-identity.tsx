import { formatDay, formatDayOf, formatInstant } from '@/lib/text'
import { aboutCase, day, defineLetter, link } from './parts/define-letter'
import { MainLink, Paragraph } from './parts/letter'
import { sample } from './parts/sample'

/** Identity check of a request by e-mail (DS-04, last sentence). */
export const letter = defineLetter({
  label: 'Löschwunsch bestätigen',
  props: { ...aboutCase, ...link, receivedOn: day },
  example: { caseId: sample.caseId, ...sample.link, receivedOn: '2026-11-20' },
  write: ({ url, expiresAt, receivedOn }, { operator }) => ({
    subject: `Bitte bestätigen Sie bis ${formatDayOf(expiresAt)}, dass Ihr Konto gelöscht werden soll`,
    title: 'Soll Ihr Konto gelöscht werden?',
    preview: 'Wir haben eine Bitte um Löschung erhalten und brauchen Ihre Bestätigung.',
    reason: 'Sie erhalten diese Nachricht, damit niemand außer Ihnen Ihr Konto löschen lassen kann.',
    body: (
      <>
        <Paragraph>
          am {formatDay(receivedOn)} haben wir die Bitte erhalten, Ihr Konto bei QualiService Thüringen mit allen darin
          gespeicherten Daten zu löschen. Bitte bestätigen Sie, dass diese Bitte von Ihnen kommt.
        </Paragraph>
        <MainLink url={url}>Löschung bestätigen</MainLink>
        <Paragraph>
          Bitte bestätigen Sie bis {formatInstant(expiresAt)}. Danach löschen wir das Konto endgültig. Ohne Bestätigung
          bleibt Ihr Konto bestehen.
        </Paragraph>
        <Paragraph>
          Sie haben nicht um die Löschung gebeten? Dann bestätigen Sie bitte nicht und geben Sie uns unter{' '}
          {operator.email} Bescheid.
        </Paragraph>
      </>
    ),
  }),
})
