import { z } from 'zod'
import { defineLetter, url } from './parts/define-letter'
import { AnswerHint, EndMails, MainLink, Paragraph, Quotation } from './parts/letter'
import { aboutForum } from './parts/reasons'
import { sample } from './parts/sample'

/**
 * Something new in the forum: topic, author and first lines (DS-08). The queue holds the number of the post only, so that nothing an erased
 * member wrote waits in it (lib/forum/mail-hooks.ts). `about`: what the reader has subscribed to. `category` is text by staff.
 */
export const letter = defineLetter({
  label: 'Neues im Forum',
  props: { postId: z.uuid(), about: z.enum(['topic', 'category']), aboutId: z.uuid() },
  late: { topic: z.string(), category: z.string(), author: z.string(), excerpt: z.string(), url },
  answers: 'post',
  ends: ({ about, aboutId }) => ({ kind: about, id: aboutId }),
  example: {
    postId: '01930000-0000-7000-8000-000000000001',
    about: 'topic',
    aboutId: '01930000-0000-7000-8000-000000000002',
    topic: 'Wer fördert Kurse?',
    category: 'Förderung',
    author: 'Tobias Kellner, Lernstatt Jena gGmbH',
    excerpt: 'Das Land fördert sie über den ESF.',
    url: `${sample.appUrl}/forum/1#beitrag-2`,
  },
  write: ({ about, topic, category, author, excerpt, url }, { isAnswerable, endUrl }) => ({
    subject: about === 'category' ? `Neues Thema in ${category}: ${topic}` : `Neue Antwort: ${topic}`,
    title: about === 'category' ? 'Neues Thema im Forum' : 'Neue Antwort im Forum',
    preview: `${author}: ${topic}`.slice(0, 150),
    reason: aboutForum,
    body: (
      <>
        <Paragraph>
          Thema: {topic}
          <br />
          Kategorie: {category}
          <br />
          Von: {author}
        </Paragraph>
        <Paragraph>So beginnt der Beitrag:</Paragraph>
        <Quotation>{excerpt}</Quotation>
        <MainLink url={url}>{about === 'category' ? 'Thema ansehen' : 'Antwort ansehen'}</MainLink>
        <AnswerHint isAnswerable={isAnswerable}>
          Bitte antworten Sie nicht auf diese E-Mail, sondern im Forum: Dort sehen es alle, die das Thema lesen.
        </AnswerHint>
        {about === 'topic' ? (
          <Paragraph>
            Weitere E-Mails zu diesem Thema bekommen Sie erst wieder, wenn Sie es im Portal angesehen
            {isAnswerable ? ' oder per E-Mail geantwortet' : ''} haben.
          </Paragraph>
        ) : null}
        <EndMails url={endUrl}>
          {about === 'category'
            ? `Keine E-Mails zur Kategorie „${category}“ mehr, ohne sich anzumelden`
            : 'Keine E-Mails zu diesem Thema mehr, ohne sich anzumelden'}
        </EndMails>
      </>
    ),
  }),
})
