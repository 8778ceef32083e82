import { formatDay, formatDayOf } from '@/lib/text'
import { day, defineLetter } from './parts/define-letter'
import { erased, erasedExample, lastConfirmation } from './parts/last-confirmation'
import { Paragraph } from './parts/letter'

export const letter = defineLetter({
  label: 'Auf Wunsch gelöscht',
  props: { ...erased, receivedOn: day.optional() },
  example: { ...erasedExample, receivedOn: '2026-11-20' },
  write: ({ erasedAt, receivedOn }) =>
    lastConfirmation(
      <Paragraph>
        Sie haben uns {receivedOn ? `am ${formatDay(receivedOn)} ` : ''}gebeten, Ihr Konto bei QualiService Thüringen zu
        löschen. Das haben wir am {formatDayOf(erasedAt)} getan.
      </Paragraph>,
    ),
})
