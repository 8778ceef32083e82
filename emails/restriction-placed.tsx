import { z } from 'zod'
import { defineLetter } from './parts/define-letter'
import { Bullets, MainLink, Paragraph, Quotation } from './parts/letter'
import { aboutRestriction } from './parts/reasons'

/** What a restriction means for the person (GDPR Art. 18; DS-12); `ground` in German words. */
export const letter = defineLetter({
  label: 'Verarbeitung eingeschränkt',
  props: { ground: z.string(), reason: z.string() },
  example: { ground: 'Die Richtigkeit der Daten wird geprüft', reason: 'Bis zur Klärung' },
  write: ({ ground, reason }, { appUrl }) => ({
    subject: 'Die Verarbeitung Ihrer Daten ist jetzt eingeschränkt',
    title: 'Ihre Daten werden nur noch aufbewahrt',
    preview: 'Was das für Sie bedeutet',
    reason: aboutRestriction,
    body: (
      <>
        <Paragraph>
          ab sofort ist die Verarbeitung Ihrer Daten eingeschränkt (Art. 18 DSGVO). Der Anlass: {ground}.
        </Paragraph>
        <Quotation>{reason}</Quotation>
        <Paragraph>Das bedeutet:</Paragraph>
        <Bullets
          items={[
            'Wir bewahren Ihre Daten auf und nutzen sie nicht. Andere Mitglieder sehen Sie und Ihre Inhalte nicht.',
            'Es läuft keine Frist wegen Inaktivität. Ihr Konto wird nicht automatisch gelöscht.',
            'Sie selbst können sich weiter anmelden, Ihre Daten ansehen und ändern, die Einschränkung beenden oder Ihr Konto löschen.',
            'Bevor wir die Einschränkung aufheben, teilen wir Ihnen das mit.',
          ]}
        />
        <MainLink url={`${appUrl}/mein-profil`}>Mein Profil öffnen</MainLink>
      </>
    ),
  }),
})
