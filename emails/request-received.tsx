import { z } from 'zod'
import { formatDay, formatInstant } from '@/lib/text'
import { aboutCase, day, defineLetter, link } from './parts/define-letter'
import { MainLink, Paragraph } from './parts/letter'
import { aboutRequest } from './parts/reasons'
import { sample } from './parts/sample'

/** Receipt and identity check in one (DS-12; GDPR Art. 12(3), (6)); `kind` in German words. */
export const letter = defineLetter({
  label: 'Anliegen eingegangen',
  props: { ...aboutCase, ...link, kind: z.string(), explanation: z.string(), receivedOn: day, dueOn: day },
  example: {
    caseId: sample.caseId,
    ...sample.link,
    kind: 'Auskunft',
    explanation: 'Wir stellen alles zusammen.',
    receivedOn: '2026-11-20',
    dueOn: '2026-12-20',
  },
  write: ({ url, expiresAt, kind, explanation, receivedOn, dueOn }, { operator }) => ({
    subject: `Ihr Anliegen ist angekommen: ${kind}`,
    title: 'Ihr Anliegen ist angekommen',
    preview: `${kind}: bitte bestätigen`,
    reason: aboutRequest,
    body: (
      <>
        <Paragraph>
          am {formatDay(receivedOn)} ist Ihr Anliegen bei uns eingegangen: {kind}. Wir antworten so schnell wie möglich,
          spätestens bis {formatDay(dueOn)}.
        </Paragraph>
        <Paragraph>{explanation}</Paragraph>
        <Paragraph>
          Bitte bestätigen Sie, dass das Anliegen von Ihnen kommt. So geben wir nichts an Fremde heraus. Der Link gilt
          bis {formatInstant(expiresAt)}.
        </Paragraph>
        <MainLink url={url}>Anliegen bestätigen</MainLink>
        <Paragraph>
          Kommt das Anliegen nicht von Ihnen? Dann bestätigen Sie bitte nicht und geben Sie uns unter {operator.email}{' '}
          Bescheid.
        </Paragraph>
      </>
    ),
  }),
})
