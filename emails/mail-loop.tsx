import { formatInstant } from '@/lib/text'
import { defineLetter, instant } from './parts/define-letter'
import { Paragraph } from './parts/letter'
import { sample } from './parts/sample'

/** From the portal to itself: comes back through the ways in, or says by its absence that they are broken (DS-05). */
export const letter = defineLetter({
  label: 'Selbsttest des Posteingangs',
  props: { at: instant },
  example: { at: sample.instant },
  write: ({ at }) => ({
    subject: `Selbsttest des Posteingangs vom ${formatInstant(at)}`,
    preview: 'Diese Nachricht schickt sich das Portal selbst.',
    reason: 'Diese Nachricht geht an das Portal selbst.',
    body: (
      <Paragraph>
        mit dieser Nachricht prüft das Portal, ob es liest, was per E-Mail zurückkommt. Sie brauchen nichts zu tun.
      </Paragraph>
    ),
  }),
})
