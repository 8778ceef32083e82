import { z } from 'zod'
import { defineLetter, url } from './parts/define-letter'
import { Bullets, MainLink, Paragraph } from './parts/letter'
import { sample } from './parts/sample'

/** To staff: counts and codes, no names of members. */
export const letter = defineLetter({
  label: 'Hinweis an die Verwaltung',
  props: { headline: z.string(), lines: z.array(z.string()), url },
  example: {
    headline: 'Lauf angehalten',
    lines: ['61 fällig', '50 erlaubt'],
    url: `${sample.appUrl}/admin/inaktivitaet`,
  },
  write: ({ headline, lines, url }) => ({
    subject: headline,
    preview: 'Das Portal braucht eine Entscheidung von Ihnen.',
    reason: 'Sie erhalten diese Nachricht, weil Sie das Portal verwalten.',
    body: (
      <>
        <Paragraph>das Portal meldet:</Paragraph>
        <Bullets items={lines} />
        <MainLink url={url}>Im Verwaltungsbereich ansehen</MainLink>
      </>
    ),
  }),
})
