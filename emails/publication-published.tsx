import { z } from 'zod'
import { defineLetter, url } from './parts/define-letter'
import { MainLink, Paragraph } from './parts/letter'
import { aboutPublication } from './parts/reasons'
import { sample } from './parts/sample'

/** The review is over (DS-07). */
export const letter = defineLetter({
  label: 'Veröffentlichung freigegeben',
  props: { title: z.string(), url },
  example: { title: 'Kurs Excel', url: `${sample.appUrl}/angebote/1` },
  write: ({ title, url }) => ({
    subject: `Veröffentlicht: ${title}`,
    title: 'Ihr Beitrag ist veröffentlicht',
    preview: title,
    reason: aboutPublication,
    body: (
      <>
        <Paragraph>wir haben „{title}“ geprüft und veröffentlicht. Ab jetzt können alle es im Portal finden.</Paragraph>
        <MainLink url={url}>Im Portal ansehen</MainLink>
      </>
    ),
  }),
})
