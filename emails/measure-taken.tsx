import { z } from 'zod'
import { formatDay } from '@/lib/text'
import { day, defineLetter } from './parts/define-letter'
import { Bullets, MainLink, Paragraph, Quotation } from './parts/letter'
import { aboutMeasure } from './parts/reasons'

/**
 * Statement of reasons (DSA Art. 17): what, on which facts and ground, by whom, and what the author can do about it. `what`, `effect`,
 * `ground`, `occasion`: German; `appealUntil`: last day.
 */
export const letter = defineLetter({
  label: 'Maßnahme der Moderation',
  props: {
    what: z.string(),
    effect: z.string(),
    ground: z.string(),
    occasion: z.string(),
    reason: z.string(),
    appealUntil: day,
  },
  example: {
    what: 'Ihr Beitrag „Hallo“',
    effect: 'Er ist für andere nicht mehr sichtbar.',
    ground: 'Grundlage: unsere Nutzungsregeln',
    occasion: 'Anlass: eine Meldung',
    reason: 'Beleidigung',
    appealUntil: '2027-05-23',
  },
  write: ({ what, effect, ground, occasion, reason, appealUntil }, { appUrl }) => ({
    subject: `Entscheidung der Moderation: ${what}`,
    title: 'Entscheidung der Moderation',
    preview: `${what}: ${effect}`,
    reason: aboutMeasure,
    body: (
      <>
        <Paragraph>wir haben über einen Inhalt von Ihnen entschieden:</Paragraph>
        <Bullets items={[what, effect, ground, occasion, 'Entschieden hat ein Mensch, kein Programm.']} />
        <Paragraph>Unsere Begründung:</Paragraph>
        <Quotation>{reason}</Quotation>
        <Paragraph>
          Sie sind nicht einverstanden? Sie können sich bis {formatDay(appealUntil)} kostenlos beschweren. Dann
          entscheidet eine andere Person. Der Weg zu den Gerichten steht Ihnen immer offen.
        </Paragraph>
        <MainLink url={`${appUrl}/mein-profil/moderation`}>Maßnahme ansehen und beschweren</MainLink>
        <Paragraph>
          Können Sie sich nicht anmelden, schreiben Sie uns Ihre Beschwerde über {appUrl}/kontakt. Unsere
          Nutzungsregeln: {appUrl}/nutzungsregeln
        </Paragraph>
      </>
    ),
  }),
})
