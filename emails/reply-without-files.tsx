import { z } from 'zod'
import { counted } from '@/lib/text'
import { defineLetter, url } from './parts/define-letter'
import { MainLink, Paragraph } from './parts/letter'
import { aboutAnswer } from './parts/reasons'
import { sample } from './parts/sample'

/** An answer by mail stands in the portal, what was attached to it does not (DS-08). */
export const letter = defineLetter({
  label: 'Antwort per E-Mail ohne Anhang',
  props: { files: z.int().positive(), url },
  example: { files: 2, url: `${sample.appUrl}/nachrichten/1` },
  write: ({ files, url }) => ({
    subject: 'Ihre Antwort steht im Portal, der Anhang nicht',
    preview: 'Anhänge werden nicht übernommen.',
    reason: aboutAnswer,
    body: (
      <>
        <Paragraph>
          Ihre Antwort per E-Mail steht im Portal. {counted(files, 'Ein Anhang wurde', 'Anhänge wurden')} nicht
          übernommen und nicht gespeichert: Im Portal gibt es nur Text.
        </Paragraph>
        <MainLink url={url}>Antwort ansehen</MainLink>
      </>
    ),
  }),
})
