import { z } from 'zod'
import { codesOf, replyWaitLabels } from '@/lib/codes'
import { formatInstant } from '@/lib/text'
import { defineLetter, link } from './parts/define-letter'
import { MainLink, Paragraph, Quotation } from './parts/letter'
import { aboutAnswer } from './parts/reasons'
import { sample } from './parts/sample'

/**
 * An answer by mail waits for a look of its author (DS-08). To the stored address, whoever wrote it; the text is read when the mail leaves.
 */
export const letter = defineLetter({
  label: 'Antwort per E-Mail bestätigen',
  props: { ...link, draftId: z.uuid() },
  late: { reason: z.enum(codesOf(replyWaitLabels)), text: z.string() },
  example: {
    ...sample.link,
    draftId: '01930000-0000-7000-8000-000000000001',
    reason: 'unproven',
    text: 'Ja, es ist noch ein Platz frei.',
  },
  write: ({ url, expiresAt, reason, text }) => ({
    subject: 'Soll diese Antwort im Portal erscheinen?',
    preview: 'Ihre Antwort per E-Mail wartet auf Ihre Bestätigung.',
    reason: aboutAnswer,
    body: (
      <>
        <Paragraph>
          auf eine E-Mail von uns kam eine Antwort. Wir haben sie noch nicht veröffentlicht. {replyWaitLabels[reason]}
        </Paragraph>
        <Paragraph>Text der Antwort:</Paragraph>
        <Quotation>{text}</Quotation>
        <Paragraph>
          Soll sie so im Portal erscheinen? Bis {formatInstant(expiresAt)} können Sie sie absenden, danach löschen wir
          sie. Kommt sie nicht von Ihnen, müssen Sie nichts tun.
        </Paragraph>
        <MainLink url={url}>Antwort ansehen und absenden</MainLink>
      </>
    ),
  }),
})
