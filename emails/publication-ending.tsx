import { z } from 'zod'
import { formatDay, formatPeriod } from '@/lib/text'
import { day, defineLetter, period, url } from './parts/define-letter'
import { MainLink, Paragraph } from './parts/letter'
import { aboutPublication } from './parts/reasons'
import { sample } from './parts/sample'

/** Before what is published ends (DS-07). `lastDay`: last day on which it is shown; `goesOnFor`: if its author confirms it; null: it has a date. */
export const letter = defineLetter({
  label: 'Veröffentlichung endet bald',
  props: { title: z.string(), lastDay: day, goesOnFor: period.nullable(), url },
  example: {
    title: 'Kurs Excel',
    lastDay: '2026-12-01',
    goesOnFor: sample.halfYear,
    url: `${sample.appUrl}/meine-angebote/1`,
  },
  write: ({ title, lastDay, goesOnFor, url }) => ({
    subject: `Nur noch bis ${formatDay(lastDay)} zu sehen: ${title}`,
    title: 'Eine Veröffentlichung endet bald',
    preview: title,
    reason: aboutPublication,
    body: (
      <>
        <Paragraph>
          „{title}“ ist noch bis {formatDay(lastDay)} im Portal zu sehen. Danach finden nur noch Sie es unter „Meine
          Angebote“.
        </Paragraph>
        <Paragraph>
          {goesOnFor
            ? `Gilt alles noch? Dann bestätigen Sie es mit einem Klick, und es bleibt noch einmal ${formatPeriod(goesOnFor)} sichtbar.`
            : 'Findet es weiter statt? Dann ändern Sie das Datum.'}{' '}
          Sonst brauchen Sie nichts zu tun.
        </Paragraph>
        <MainLink url={url}>Veröffentlichung öffnen</MainLink>
      </>
    ),
  }),
})
