import { formatDayOf } from '@/lib/text'
import { defineLetter } from './parts/define-letter'
import { erased, erasedExample, lastConfirmation } from './parts/last-confirmation'
import { Paragraph } from './parts/letter'

export const letter = defineLetter({
  label: 'Selbst gelöscht',
  props: erased,
  example: erasedExample,
  write: ({ erasedAt }) =>
    lastConfirmation(
      <Paragraph>
        Sie haben Ihr Konto bei QualiService Thüringen am {formatDayOf(erasedAt)} unter „Mein Profil“ gelöscht.
      </Paragraph>,
    ),
})
