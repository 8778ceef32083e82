import { z } from 'zod'
import { defineLetter } from './parts/define-letter'
import { MainLink, Paragraph, Quotation } from './parts/letter'
import { aboutMeasure } from './parts/reasons'

export const letter = defineLetter({
  label: 'Maßnahme aufgehoben',
  props: { what: z.string(), effect: z.string(), reason: z.string() },
  example: { what: 'Ihr Beitrag', effect: 'Er ist wieder sichtbar.', reason: 'Irrtum' },
  write: ({ what, effect, reason }, { appUrl }) => ({
    subject: `Maßnahme aufgehoben: ${what}`,
    title: 'Maßnahme aufgehoben',
    preview: `${what}: ${effect}`,
    reason: aboutMeasure,
    body: (
      <>
        <Paragraph>
          wir haben eine Maßnahme aufgehoben ({what}). {effect} Unsere Begründung:
        </Paragraph>
        <Quotation>{reason}</Quotation>
        <MainLink url={`${appUrl}/mein-profil/moderation`}>Meine Maßnahmen ansehen</MainLink>
      </>
    ),
  }),
})
