import { z } from 'zod'
import { defineLetter } from './parts/define-letter'
import { MainLink, Paragraph, Quotation } from './parts/letter'

/** What staff decided about a member (DS-07). `reason`: by staff; empty where an approval needs none. */
export const letter = defineLetter({
  label: 'Prüfung der Angaben entschieden',
  props: { decision: z.enum(['verified', 'asked', 'refused']), reason: z.string() },
  example: { decision: 'asked', reason: 'Welche Einrichtung vertreten Sie?' },
  write: ({ decision, reason }, { appUrl }) => {
    const { subject, text, next } = words[decision]
    return {
      subject,
      preview: text,
      reason:
        'Sie erhalten diese Nachricht, weil wir die Angaben jedes Mitglieds prüfen, bevor es veröffentlicht oder andere anschreibt.',
      body: (
        <>
          <Paragraph>
            {text}
            {reason ? ' Unsere Begründung:' : ''}
          </Paragraph>
          {reason ? <Quotation>{reason}</Quotation> : null}
          <Paragraph>{next}</Paragraph>
          <MainLink url={`${appUrl}/mein-profil`}>Zu meinem Profil</MainLink>
        </>
      ),
    }
  },
})

const words = {
  verified: {
    subject: 'Ihre Angaben sind geprüft',
    text: 'wir haben Ihre Angaben geprüft und bestätigt.',
    next: 'Sie können jetzt Angebote veröffentlichen, im Forum schreiben und andere Mitglieder anschreiben.',
  },
  asked: {
    subject: 'Wir haben eine Frage zu Ihren Angaben',
    text: 'bei der Prüfung Ihrer Angaben ist eine Frage offen geblieben.',
    next: 'Bitte antworten Sie in Ihrem Profil oder berichtigen Sie dort Ihre Angaben. Danach prüfen wir noch einmal.',
  },
  refused: {
    subject: 'Wir konnten Ihre Angaben nicht bestätigen',
    text: 'wir haben Ihre Angaben geprüft und konnten sie nicht bestätigen.',
    next: 'Sie können weiter alles lesen. Stimmt etwas nicht, berichtigen Sie Ihre Angaben in Ihrem Profil oder schreiben Sie uns dort; dann prüfen wir noch einmal.',
  },
}
