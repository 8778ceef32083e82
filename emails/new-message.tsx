import { z } from 'zod'
import { defineLetter } from './parts/define-letter'
import { AnswerHint, EndMails, MainLink, Paragraph, PlainLink, Quotation } from './parts/letter'

/**
 * A message of another member (DS-08): their words and their name as members see it, and a way to answer that shows nobody's address. The
 * queue holds its number only, so that nothing an erased member wrote waits in it (lib/messaging/mail-hooks.ts).
 */
export const letter = defineLetter({
  label: 'Nachricht eines Mitglieds',
  props: { messageId: z.uuid() },
  answers: 'message',
  ends: () => ({ kind: 'messages' }),
  late: { from: z.string(), subject: z.string(), text: z.string(), conversationId: z.uuid() },
  example: {
    messageId: '01930000-0000-7000-8000-000000000001',
    from: 'Tobias Kellner, Lernstatt Jena gGmbH',
    subject: 'Kurs im Januar',
    text: 'Guten Tag,\nist noch ein Platz frei?',
    conversationId: '01930000-0000-7000-8000-000000000002',
  },
  write: ({ from, subject, text, conversationId }, { appUrl, isAnswerable, endUrl }) => ({
    subject: `Nachricht von ${from}: ${subject}`,
    title: 'Sie haben eine neue Nachricht',
    preview: `${from} hat Ihnen über das Portal geschrieben.`,
    reason:
      'Sie erhalten diese Nachricht, weil Ihnen ein Mitglied über das Portal geschrieben hat. Ihre E-Mail-Adresse hat das Portal dabei niemandem gezeigt.',
    body: (
      <>
        <Paragraph>
          {from} hat Ihnen über das Portal geschrieben.
          <br />
          Betreff: {subject}
        </Paragraph>
        <Paragraph>Text der Nachricht:</Paragraph>
        <Quotation>{text}</Quotation>
        <MainLink url={`${appUrl}/nachrichten/${conversationId}`}>Nachricht beantworten</MainLink>
        <AnswerHint isAnswerable={isAnswerable}>
          {`Bitte antworten Sie nicht auf diese E-Mail: Die Antwort käme bei ${from} nicht an. Benutzen Sie den Link oben. So bleibt Ihre E-Mail-Adresse verborgen.`}
        </AnswerHint>
        <Paragraph>
          Sie möchten solche E-Mails seltener? Das stellen Sie hier ein:{' '}
          <PlainLink url={`${appUrl}/mein-profil/benachrichtigungen`} />
        </Paragraph>
        <EndMails url={endUrl}>Keine E-Mails über Nachrichten mehr, ohne sich anzumelden</EndMails>
      </>
    ),
  }),
})
