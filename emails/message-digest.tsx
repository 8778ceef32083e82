import { z } from 'zod'
import { counted, formatNumber } from '@/lib/text'
import { defineLetter } from './parts/define-letter'
import { Bullets, EndMails, MainLink, Paragraph, PlainLink } from './parts/letter'

/** Once a day instead of at once: who has written and on what, without the words (DS-08). `more`: conversations beyond the lines. */
export const letter = defineLetter({
  label: 'Ungelesene Nachrichten',
  props: {},
  ends: () => ({ kind: 'messages' }),
  late: { lines: z.array(z.string()), unread: z.int().positive(), more: z.int() },
  example: { lines: ['Tobias Kellner, Lernstatt Jena gGmbH: Kurs im Januar'], unread: 2, more: 3 },
  write: ({ lines, unread, more }, { appUrl, endUrl }) => {
    const count = counted(unread, 'eine ungelesene Nachricht', 'ungelesene Nachrichten')
    return {
      subject: `Sie haben ${count}`,
      title: 'Ihre ungelesenen Nachrichten',
      preview: `Im Portal liegen ${count} für Sie.`,
      reason:
        'Sie erhalten diese Nachricht, weil Sie sich für eine tägliche Zusammenfassung Ihrer Nachrichten entschieden haben.',
      body: (
        <>
          <Paragraph>im Portal liegen {count} für Sie:</Paragraph>
          <Bullets items={more ? [...lines, `und ${formatNumber(more)} weitere Unterhaltungen`] : lines} />
          <MainLink url={`${appUrl}/nachrichten`}>Nachrichten lesen</MainLink>
          <Paragraph>
            Bitte antworten Sie nicht auf diese E-Mail: Die Antwort käme bei niemandem an, der Ihnen geschrieben hat.
          </Paragraph>
          <Paragraph>
            Sie möchten solche E-Mails zu einer anderen Zeit? Das stellen Sie hier ein:{' '}
            <PlainLink url={`${appUrl}/mein-profil/benachrichtigungen`} />
          </Paragraph>
          <EndMails url={endUrl}>Keine E-Mails über Nachrichten mehr, ohne sich anzumelden</EndMails>
        </>
      ),
    }
  },
})
