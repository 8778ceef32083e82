import { formatDay } from '@/lib/text'
import { aboutCase, day, defineLetter } from './parts/define-letter'
import { Paragraph } from './parts/letter'
import { sample } from './parts/sample'

/**
 * A mail from the stored address has reached the portal and waits for staff (DS-04, DS-12; GDPR Art. 12(3)). To the stored address only, with
 * no word of the mail: what nobody has asked for is no echo for somebody else's text.
 */
export const letter = defineLetter({
  label: 'E-Mail an das Portal eingegangen',
  props: { ...aboutCase, receivedOn: day, dueOn: day },
  isAutomaticReply: true,
  example: { caseId: sample.caseId, receivedOn: '2026-11-20', dueOn: '2026-12-20' },
  write: ({ receivedOn, dueOn }, { operator }) => ({
    subject: 'Ihre E-Mail ist angekommen',
    preview: 'Wir lesen sie und antworten.',
    reason: 'Sie erhalten diese Nachricht, weil eine E-Mail mit Ihrer Adresse als Absender an das Portal kam.',
    body: (
      <>
        <Paragraph>
          am {formatDay(receivedOn)} ist eine E-Mail mit Ihrer Adresse als Absender bei uns angekommen. Wir lesen sie
          und antworten so schnell wie möglich, spätestens bis {formatDay(dueOn)}.
        </Paragraph>
        <Paragraph>
          Haben Sie uns nicht geschrieben? Dann hat jemand Ihre Adresse benutzt. Bitte sagen Sie uns das unter{' '}
          {operator.email}.
        </Paragraph>
      </>
    ),
  }),
})
