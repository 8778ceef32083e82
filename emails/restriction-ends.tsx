import { z } from 'zod'
import { lastDayOf } from '@/lib/dates'
import { formatDay } from '@/lib/text'
import { defineLetter, period } from './parts/define-letter'
import { Paragraph, Quotation } from './parts/letter'
import { aboutRestriction } from './parts/reasons'
import { sample } from './parts/sample'

/** Told before the end (GDPR Art. 18(3)): last day = day of sending + period. */
export const letter = defineLetter({
  label: 'Ende der Einschränkung',
  props: { reason: z.string(), period },
  example: { reason: 'Die Prüfung ist abgeschlossen.', period: sample.oneWeek },
  write: ({ reason, period }, { day, operator }) => {
    const lastDay = formatDay(lastDayOf(day, period))
    return {
      subject: `Die Einschränkung Ihrer Daten endet nach dem ${lastDay}`,
      title: 'Die Einschränkung Ihrer Daten endet',
      preview: `Sie gilt noch bis einschließlich ${lastDay}.`,
      reason: aboutRestriction,
      body: (
        <>
          <Paragraph>
            die Verarbeitung Ihrer Daten ist noch bis einschließlich {lastDay} eingeschränkt. Der Grund für das Ende:
          </Paragraph>
          <Quotation>{reason}</Quotation>
          <Paragraph>
            Danach sind Ihr Name und Ihre Inhalte für andere Mitglieder wieder sichtbar, und die Fristen bei Inaktivität
            gelten wieder von vorn.
          </Paragraph>
          <Paragraph>
            Sind Sie damit nicht einverstanden? Schreiben Sie uns bis dahin unter {operator.email}. Sie können sich
            außerdem bei einer Aufsichtsbehörde für den Datenschutz beschweren oder ein Gericht anrufen.
          </Paragraph>
        </>
      ),
    }
  },
})
