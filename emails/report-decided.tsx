import { z } from 'zod'
import { formatInstant } from '@/lib/text'
import { aboutCase, defineLetter, instant } from './parts/define-letter'
import { MainLink, Paragraph, Quotation } from './parts/letter'
import { aboutReport } from './parts/reasons'
import { sample } from './parts/sample'

/** Outcome for whoever reported it (DSA Art. 16(5)); `what` as in the receipt. */
export const letter = defineLetter({
  label: 'Meldung entschieden',
  props: { ...aboutCase, what: z.string(), reportedAt: instant, hasMeasure: z.boolean(), reason: z.string() },
  example: {
    caseId: sample.caseId,
    what: 'Beitrag',
    reportedAt: sample.instant,
    hasMeasure: true,
    reason: 'Beleidigung',
  },
  write: ({ what, reportedAt, hasMeasure, reason }, { appUrl }) => {
    const result = hasMeasure
      ? 'Wir haben eine Maßnahme ergriffen.'
      : 'Wir sehen keinen Verstoß und haben nichts unternommen.'
    return {
      subject: 'Über Ihre Meldung ist entschieden',
      preview: result,
      reason: aboutReport,
      body: (
        <>
          <Paragraph>
            Ihre Meldung vom {formatInstant(reportedAt)} ({what}) hat ein Mensch aus unserem Team geprüft. {result}{' '}
            Unsere Begründung:
          </Paragraph>
          <Quotation>{reason}</Quotation>
          <Paragraph>
            Sind Sie damit nicht einverstanden? Schreiben Sie uns; dann prüft eine andere Person Ihre Meldung. Der Weg
            zu den Gerichten steht Ihnen immer offen.
          </Paragraph>
          <MainLink url={`${appUrl}/kontakt`}>Uns schreiben</MainLink>
          <Paragraph>Unsere Nutzungsregeln: {appUrl}/nutzungsregeln</Paragraph>
        </>
      ),
    }
  },
})
