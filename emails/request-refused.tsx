import { z } from 'zod'
import { formatDay } from '@/lib/text'
import { aboutCase, day, defineLetter } from './parts/define-letter'
import { Bullets, Paragraph, Quotation } from './parts/letter'
import { aboutRequest } from './parts/reasons'
import { sample } from './parts/sample'

/** Refused, with the reasons and the ways on (GDPR Art. 12(4)). */
export const letter = defineLetter({
  label: 'Anliegen abgelehnt',
  props: { ...aboutCase, kind: z.string(), receivedOn: day, reason: z.string(), ground: z.string().optional() },
  example: { caseId: sample.caseId, kind: 'Widerspruch', receivedOn: '2026-11-20', reason: 'Wir brauchen die Daten.' },
  write: ({ kind, receivedOn, reason, ground }, { operator }) => {
    const authority = operator.supervisoryAuthorityForDataProtection
    return {
      subject: `Ihr Anliegen (${kind}): was wir nicht tun können, und warum`,
      title: 'Antwort auf Ihr Anliegen',
      preview: `${kind}: abgelehnt`,
      reason: aboutRequest,
      body: (
        <>
          <Paragraph>
            Ihrem Anliegen vom {formatDay(receivedOn)} ({kind}) können wir nicht nachkommen. Die Gründe:
          </Paragraph>
          {ground ? <Paragraph>Rechtsgrund: {ground}.</Paragraph> : null}
          <Quotation>{reason}</Quotation>
          <Paragraph>Wenn Sie das anders sehen, haben Sie diese Möglichkeiten:</Paragraph>
          <Bullets
            items={[
              `Sie schreiben uns noch einmal unter ${operator.email} und erklären, was wir übersehen haben.`,
              authority
                ? `Sie beschweren sich bei der Aufsichtsbehörde für den Datenschutz: ${authority} (Art. 77 DSGVO).`
                : 'Sie beschweren sich bei einer Aufsichtsbehörde für den Datenschutz (Art. 77 DSGVO).',
              'Sie klagen vor Gericht (Art. 79 DSGVO).',
            ]}
          />
        </>
      ),
    }
  },
})
