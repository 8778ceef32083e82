import { z } from 'zod'
import { codesOf, replyRefusalLabels } from '@/lib/codes'
import { defineLetter, url } from './parts/define-letter'
import { MainLink, Paragraph } from './parts/letter'
import { aboutAnswer } from './parts/reasons'
import { sample } from './parts/sample'

/** An answer by mail did not become a message or a post (DS-08); to the stored address. */
export const letter = defineLetter({
  label: 'Antwort per E-Mail nicht übernommen',
  props: { reason: z.enum(codesOf(replyRefusalLabels)), url },
  example: { reason: 'empty', url: `${sample.appUrl}/nachrichten/1` },
  write: ({ reason, url }) => ({
    subject: 'Ihre Antwort per E-Mail ist nicht im Portal erschienen',
    preview: replyRefusalLabels[reason],
    reason: aboutAnswer,
    body: (
      <>
        <Paragraph>
          Sie haben auf eine E-Mail von uns geantwortet. Die Antwort ist nicht im Portal erschienen, und wir haben sie
          nicht gespeichert. {replyRefusalLabels[reason]}
        </Paragraph>
        <Paragraph>Im Portal sehen Sie, worum es ging:</Paragraph>
        <MainLink url={url}>Im Portal ansehen</MainLink>
      </>
    ),
  }),
})
