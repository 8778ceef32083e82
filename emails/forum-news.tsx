import { z } from 'zod'
import { defineLetter, url } from './parts/define-letter'
import { MainLink, Paragraph, PlainLink } from './parts/letter'
import { aboutForum } from './parts/reasons'
import { sample } from './parts/sample'

/**
 * Tells that something is new, not who wrote what: the text stays in the portal, where its author can take it away (DS-04, DS-08).
 * `category` is text by staff.
 */
export const letter = defineLetter({
  label: 'Neues im Forum',
  props: { kind: z.enum(['reply', 'topic']), category: z.string(), url, unsubscribeUrl: url },
  example: {
    kind: 'reply',
    category: 'Förderung',
    url: `${sample.appUrl}/forum/1#beitrag-2`,
    unsubscribeUrl: `${sample.appUrl}/forum/abmelden?id=1&token=abc`,
  },
  write: ({ kind, category, url, unsubscribeUrl }) => ({
    subject: `${kind === 'topic' ? 'Neues Thema' : 'Neue Antwort'} im Forum: ${category}`,
    preview: 'Lesen Sie den Beitrag im Portal.',
    reason: aboutForum,
    body: (
      <>
        <Paragraph>
          im Forum gibt es etwas Neues, das Sie abonniert haben. Weitere E-Mails dazu bekommen Sie erst wieder, wenn Sie
          nachgesehen haben.
        </Paragraph>
        <MainLink url={url}>{kind === 'topic' ? 'Thema ansehen' : 'Antwort ansehen'}</MainLink>
        <Paragraph>
          Dieses Abonnement beenden, ohne sich anzumelden: <PlainLink url={unsubscribeUrl} />
        </Paragraph>
      </>
    ),
  }),
})
