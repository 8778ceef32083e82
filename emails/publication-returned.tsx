import { z } from 'zod'
import { defineLetter, url } from './parts/define-letter'
import { MainLink, Paragraph, Quotation } from './parts/letter'
import { aboutPublication } from './parts/reasons'
import { sample } from './parts/sample'

/** The review is over (DS-07); `answer`: the reason of staff. */
export const letter = defineLetter({
  label: 'Veröffentlichung zurückgegeben',
  props: { title: z.string(), answer: z.string(), url },
  example: {
    title: 'Kurs Excel',
    answer: 'Bitte nennen Sie den Preis.',
    url: `${sample.appUrl}/meine-angebote/1`,
  },
  write: ({ title, answer, url }) => ({
    subject: `Bitte noch einmal ansehen: ${title}`,
    title: 'Bitte sehen Sie Ihren Text noch einmal an',
    preview: title,
    reason: aboutPublication,
    body: (
      <>
        <Paragraph>wir haben „{title}“ geprüft und noch nicht veröffentlicht. Der Grund:</Paragraph>
        <Quotation>{answer}</Quotation>
        <Paragraph>Ihr Text ist gespeichert. Sie können ihn ändern und erneut einreichen.</Paragraph>
        <MainLink url={url}>Text ändern</MainLink>
      </>
    ),
  }),
})
