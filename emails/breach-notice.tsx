import { z } from 'zod'
import { defineLetter } from './parts/define-letter'
import { Paragraph, Quotation } from './parts/letter'

/** A breach with a high risk: what happened, what can follow, what was done, what the person can do, and whom to ask (GDPR Art. 34(2)). */
export const letter = defineLetter({
  label: 'Datenpanne: Benachrichtigung',
  props: { letterId: z.uuid() },
  late: { nature: z.string(), consequences: z.string(), measures: z.string(), advice: z.string() },
  example: {
    letterId: '019ac000-0000-7000-8000-000000000001',
    nature: 'Eine Sicherung mit Namen und E-Mail-Adressen lag einen Tag lang offen im Netz.',
    consequences: 'Fremde können Ihnen gefälschte E-Mails schicken.',
    measures: 'Wir haben die Sicherung entfernt und alle Zugänge gewechselt.',
    advice: 'Öffnen Sie keine Links aus E-Mails, die Sie nicht erwarten.',
  },
  write: ({ nature, consequences, measures, advice }, { operator }) => ({
    subject: 'Wichtig: Ihre Daten sind von einer Datenpanne betroffen',
    title: 'Ihre Daten sind von einer Datenpanne betroffen',
    preview: 'Was geschehen ist und was Sie tun können',
    reason: 'Sie erhalten diese Nachricht, weil wir Sie über die Datenpanne informieren müssen (Art. 34 DSGVO).',
    body: (
      <>
        <Paragraph>bei QualiService Thüringen ist der Schutz Ihrer Daten verletzt worden.</Paragraph>
        <Paragraph>Was ist geschehen?</Paragraph>
        <Quotation>{nature}</Quotation>
        <Paragraph>Was kann daraus folgen?</Paragraph>
        <Quotation>{consequences}</Quotation>
        <Paragraph>Was haben wir getan?</Paragraph>
        <Quotation>{measures}</Quotation>
        <Paragraph>Was können Sie tun?</Paragraph>
        <Quotation>{advice}</Quotation>
        <Paragraph>
          Fragen beantworten wir unter {operator.email}.
          {operator.dataProtectionOfficer ? ` Datenschutz: ${operator.dataProtectionOfficer}.` : ''} Sie können sich
          auch bei einer Aufsichtsbehörde für den Datenschutz beschweren.
        </Paragraph>
      </>
    ),
  }),
})
