import { z } from 'zod'
import { formatDay } from '@/lib/text'
import { aboutCase, day, defineLetter, url } from './parts/define-letter'
import { MainLink, Paragraph, Quotation } from './parts/letter'
import { aboutRequest } from './parts/reasons'
import { sample } from './parts/sample'

export const letter = defineLetter({
  label: 'Anliegen beantwortet',
  props: {
    ...aboutCase,
    kind: z.string(),
    receivedOn: day,
    answer: z.string(),
    reportUrl: url.optional(),
    refusedGround: z.string().optional(),
    refusedReason: z.string().optional(),
  },
  example: {
    caseId: sample.caseId,
    kind: 'Auskunft',
    receivedOn: '2026-11-20',
    answer: 'Erster Absatz\n\nZweiter Absatz',
    reportUrl: `${sample.appUrl}/mein-profil/daten`,
  },
  write: ({ kind, receivedOn, answer, reportUrl, refusedGround, refusedReason }, { operator }) => ({
    subject: `Antwort auf Ihr Anliegen: ${kind}`,
    title: 'Antwort auf Ihr Anliegen',
    preview: kind,
    reason: aboutRequest,
    body: (
      <>
        <Paragraph>
          zu Ihrem Anliegen vom {formatDay(receivedOn)} ({kind}) antworten wir:
        </Paragraph>
        <Quotation>{answer}</Quotation>
        {refusedGround ? (
          <>
            <Paragraph>Einen Teil können wir nicht erfüllen. Der Rechtsgrund: {refusedGround}.</Paragraph>
            <Quotation>{refusedReason ?? ''}</Quotation>
          </>
        ) : null}
        {reportUrl ? (
          <>
            <Paragraph>
              Alle Daten, die wir über Sie gespeichert haben, sehen Sie nach der Anmeldung. Dort können Sie die Auskunft
              auch herunterladen.
            </Paragraph>
            <MainLink url={reportUrl}>Meine Daten ansehen</MainLink>
          </>
        ) : null}
        <Paragraph>
          Sie können sich bei einer Aufsichtsbehörde für den Datenschutz beschweren oder ein Gericht anrufen. Fragen
          beantworten wir unter {operator.email}.
        </Paragraph>
      </>
    ),
  }),
})
