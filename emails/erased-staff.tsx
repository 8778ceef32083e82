import { formatDayOf } from '@/lib/text'
import { defineLetter } from './parts/define-letter'
import { erased, erasedExample, lastConfirmation } from './parts/last-confirmation'
import { Paragraph } from './parts/letter'

export const letter = defineLetter({
  label: 'Von der Verwaltung gelöscht',
  props: erased,
  example: erasedExample,
  write: ({ erasedAt }) =>
    lastConfirmation(
      <Paragraph>
        Ihr Konto bei QualiService Thüringen wurde am {formatDayOf(erasedAt)} durch den Betreiber gelöscht.
      </Paragraph>,
    ),
})
