import { formatDay, formatDayOf } from '@/lib/text'
import { day, defineLetter, instant } from './parts/define-letter'
import { erased, erasedExample, lastConfirmation } from './parts/last-confirmation'
import { Paragraph } from './parts/letter'

export const letter = defineLetter({
  label: 'Gelöscht wegen Inaktivität',
  props: { ...erased, noticeAcceptedAt: instant.optional(), respondBy: day.optional() },
  example: { ...erasedExample, noticeAcceptedAt: '2026-10-01T12:00:00Z', respondBy: '2026-10-29' },
  write: ({ erasedAt, noticeAcceptedAt, respondBy }, { appUrl }) =>
    lastConfirmation(
      <>
        <Paragraph>
          {noticeAcceptedAt && respondBy
            ? `am ${formatDayOf(noticeAcceptedAt)} haben wir Sie gebeten, sich bis einschließlich ${formatDay(respondBy)} anzumelden. Da Sie sich nicht angemeldet haben, wurde `
            : 'da Sie sich auf unsere Aufforderung hin nicht angemeldet haben, wurde '}
          Ihr Konto bei QualiService Thüringen am {formatDayOf(erasedAt)} automatisch gelöscht.
        </Paragraph>
        <Paragraph>Sie können sich jederzeit neu registrieren: {appUrl}</Paragraph>
      </>,
    ),
})
