import { z } from 'zod'
import { defineLetter, url } from './parts/define-letter'
import { Bullets, MainLink, Paragraph, PlainLink } from './parts/letter'
import { aboutForum } from './parts/reasons'
import { sample } from './parts/sample'

/** What is new since yesterday in what the member has subscribed to: counts by category. */
export const letter = defineLetter({
  label: 'Tägliche Übersicht des Forums',
  props: { lines: z.array(z.string()), url, unsubscribeUrl: url },
  example: {
    lines: ['Förderung: 2 neue Beiträge'],
    url: `${sample.appUrl}/forum/ungelesen`,
    unsubscribeUrl: `${sample.appUrl}/forum/abmelden?id=1&token=abc`,
  },
  write: ({ lines, url, unsubscribeUrl }) => ({
    subject: 'Neues im Forum: Ihre tägliche Übersicht',
    title: 'Neues im Forum',
    preview: 'Ihre tägliche Übersicht über das, was Sie abonniert haben.',
    reason: aboutForum,
    body: (
      <>
        <Paragraph>seit der letzten Übersicht ist in Ihren Abonnements Folgendes dazugekommen:</Paragraph>
        <Bullets items={lines} />
        <MainLink url={url}>Ungelesenes ansehen</MainLink>
        <Paragraph>
          Keine Übersicht mehr bekommen, ohne sich anzumelden: <PlainLink url={unsubscribeUrl} />
        </Paragraph>
      </>
    ),
  }),
})
