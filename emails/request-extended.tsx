import { z } from 'zod'
import { formatDay } from '@/lib/text'
import { aboutCase, day, defineLetter } from './parts/define-letter'
import { Paragraph } from './parts/letter'
import { aboutRequest } from './parts/reasons'
import { sample } from './parts/sample'

export const letter = defineLetter({
  label: 'Anliegen: mehr Zeit',
  props: {
    ...aboutCase,
    kind: z.string(),
    receivedOn: day,
    dueOn: day,
    reason: z.string(),
    ground: z.string().optional(),
  },
  example: {
    caseId: sample.caseId,
    kind: 'Auskunft',
    receivedOn: '2026-11-20',
    dueOn: '2027-02-20',
    reason: 'Viele Daten',
  },
  write: ({ kind, receivedOn, dueOn, reason, ground }, { operator }) => ({
    subject: `Ihr Anliegen (${kind}): Antwort bis ${formatDay(dueOn)}`,
    title: 'Wir brauchen mehr Zeit',
    preview: `Antwort bis ${formatDay(dueOn)}`,
    reason: aboutRequest,
    body: (
      <>
        <Paragraph>
          Ihr Anliegen vom {formatDay(receivedOn)} ({kind}) können wir nicht innerhalb eines Monats beantworten. Sie
          bekommen unsere Antwort spätestens bis {formatDay(dueOn)}.
        </Paragraph>
        <Paragraph>
          Der Grund: {ground ? `${ground}. ` : ''}
          {reason}
        </Paragraph>
        <Paragraph>
          Sie können sich bei einer Aufsichtsbehörde für den Datenschutz beschweren. Fragen beantworten wir unter{' '}
          {operator.email}.
        </Paragraph>
      </>
    ),
  }),
})
