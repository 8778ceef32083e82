import { z } from 'zod'
import { aboutCase, defineLetter } from './parts/define-letter'
import { MainLink, Paragraph, Quotation } from './parts/letter'
import { aboutMeasure } from './parts/reasons'
import { sample } from './parts/sample'

export const letter = defineLetter({
  label: 'Beschwerde entschieden',
  props: { ...aboutCase, what: z.string(), isUpheld: z.boolean(), answer: z.string() },
  example: { caseId: sample.caseId, what: 'Ihr Beitrag', isUpheld: true, answer: 'Das war zulässig.' },
  write: ({ what, isUpheld, answer }, { appUrl }) => {
    const result = isUpheld
      ? 'Die Maßnahme ist aufgehoben. Die Begründung:'
      : 'Die Maßnahme bleibt bestehen. Die Begründung:'
    return {
      subject: `Entscheidung über Ihre Beschwerde: ${what}`,
      title: isUpheld ? 'Ihre Beschwerde hat Erfolg' : 'Ihre Beschwerde ist abgelehnt',
      preview: result,
      reason: aboutMeasure,
      body: (
        <>
          <Paragraph>
            über Ihre Beschwerde ({what}) hat eine Person entschieden, die an der Maßnahme nicht beteiligt war. {result}
          </Paragraph>
          <Quotation>{answer}</Quotation>
          <Paragraph>Der Weg zu den Gerichten steht Ihnen immer offen.</Paragraph>
          <MainLink url={`${appUrl}/mein-profil/moderation`}>Meine Maßnahmen ansehen</MainLink>
        </>
      ),
    }
  },
})
