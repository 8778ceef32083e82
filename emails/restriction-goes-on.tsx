import { defineLetter } from './parts/define-letter'
import { Paragraph } from './parts/letter'
import { aboutRestriction } from './parts/reasons'

/** The announced end was withdrawn. */
export const letter = defineLetter({
  label: 'Einschränkung bleibt bestehen',
  props: {},
  example: {},
  write: () => ({
    subject: 'Die Verarbeitung Ihrer Daten bleibt eingeschränkt',
    title: 'Ihre Daten bleiben eingeschränkt',
    preview: 'Das angekündigte Ende gilt nicht mehr.',
    reason: aboutRestriction,
    body: (
      <Paragraph>
        wir hatten Ihnen geschrieben, dass die Einschränkung Ihrer Daten endet. Das gilt nicht mehr: Sie bleibt
        bestehen. Vor einem neuen Ende schreiben wir Ihnen wieder.
      </Paragraph>
    ),
  }),
})
