import { z } from 'zod'
import { defineLetter, url } from './parts/define-letter'
import { Bullets, EndMails, MainLink, Paragraph } from './parts/letter'
import { aboutForum } from './parts/reasons'
import { sample } from './parts/sample'

/** What is new since yesterday in what the member has subscribed to: counts by category. */
export const letter = defineLetter({
  label: 'Tägliche Übersicht des Forums',
  props: { lines: z.array(z.string()), url },
  ends: () => ({ kind: 'forum' }),
  example: {
    lines: ['Förderung: 2 neue Beiträge'],
    url: `${sample.appUrl}/forum/ungelesen`,
  },
  write: ({ lines, url }, { endUrl }) => ({
    subject: 'Neues im Forum: Ihre tägliche Übersicht',
    title: 'Neues im Forum',
    preview: 'Ihre tägliche Übersicht über das, was Sie abonniert haben.',
    reason: aboutForum,
    body: (
      <>
        <Paragraph>seit der letzten Übersicht ist in Ihren Abonnements Folgendes dazugekommen:</Paragraph>
        <Bullets items={lines} />
        <MainLink url={url}>Ungelesenes ansehen</MainLink>
        <EndMails url={endUrl}>Keine E-Mails zu Abonnements mehr, ohne sich anzumelden</EndMails>
      </>
    ),
  }),
})
