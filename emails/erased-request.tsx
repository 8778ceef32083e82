import { formatDayOf } from '@/lib/text'
import { defineLetter } from './parts/define-letter'
import { erased, erasedExample, lastConfirmation } from './parts/last-confirmation'
import { Paragraph } from './parts/letter'

export const letter = defineLetter({
  label: 'Auf Wunsch gelöscht',
  props: erased,
  example: erasedExample,
  write: ({ erasedAt }) =>
    lastConfirmation(
      <Paragraph>
        Sie haben uns gebeten, Ihr Konto bei QualiService Thüringen zu löschen. Das haben wir am {formatDayOf(erasedAt)}{' '}
        getan.
      </Paragraph>,
    ),
})
