import { z } from 'zod'
import { defineLetter } from './parts/define-letter'
import { MailLink, Paragraph, Quotation } from './parts/letter'

/** Kontakt form, to the operator (`recipient`). */
export const letter = defineLetter({
  label: 'Kontaktformular',
  props: { name: z.string(), replyTo: z.string(), subject: z.string(), message: z.string() },
  example: { name: 'Jo', replyTo: 'jo@beispiel.test', subject: 'Frage', message: 'Zeile 1\nZeile 2' },
  write: ({ name, replyTo, subject, message }) => ({
    subject: `Kontaktformular: ${subject}`,
    title: 'Nachricht über das Kontaktformular',
    preview: 'Jemand hat über das Kontaktformular geschrieben.',
    reason: 'Sie erhalten diese Nachricht, weil Sie das Postfach des Portals betreuen. Die Angaben sind nicht geprüft.',
    replyTo,
    body: (
      <>
        <Paragraph>
          Von: {name}
          <br />
          Antwort an: <MailLink address={replyTo} />
          <br />
          Betreff: {subject}
        </Paragraph>
        <Quotation>{message}</Quotation>
      </>
    ),
  }),
})
