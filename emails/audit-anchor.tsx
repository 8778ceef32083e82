import { z } from 'zod'
import { formatDayOf, formatNumber } from '@/lib/text'
import { defineLetter, instant, url } from './parts/define-letter'
import { Bullets, MainLink, Paragraph } from './parts/letter'
import { sample } from './parts/sample'

/** End of the audit chain, to staff, daily (DS-06); `hash`: hexadecimal. */
export const letter = defineLetter({
  label: 'Stand des Protokolls',
  props: { at: instant, position: z.int(), hash: z.string(), url },
  example: { at: sample.instant, position: 1234, hash: 'ab'.repeat(32), url: `${sample.appUrl}/admin/nachweis` },
  write: ({ at, position, hash, url }) => ({
    subject: `Stand des Protokolls am ${formatDayOf(at)}`,
    preview: 'Bitte heben Sie diese Nachricht auf.',
    reason: 'Sie erhalten diese Nachricht täglich, weil Sie das Portal verwalten oder überwachen.',
    body: (
      <>
        <Paragraph>
          bitte heben Sie diese Nachricht auf. Zu tun ist nichts. Mit ihr lässt sich später beweisen, dass niemand das
          Protokoll des Portals nachträglich geändert hat, auch nicht die Betreiber: Sie liegt außerhalb des Servers.
        </Paragraph>
        <Bullets items={[`Glied der Kette: ${formatNumber(position)}`, `Prüfsumme (SHA-256): ${hash}`]} />
        <Paragraph>
          Später muss das Protokoll an diesem Glied dieselbe Prüfsumme haben. Sie steht auch in jedem Nachweispaket.
        </Paragraph>
        <MainLink url={url}>Nachweis ansehen</MainLink>
      </>
    ),
  }),
})
