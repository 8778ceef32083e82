import { z } from 'zod'
import { formatDay } from '@/lib/text'
import { day, defineLetter } from './parts/define-letter'
import { Paragraph } from './parts/letter'

const stages = ['received', 'extended', 'answered', 'partly', 'refused', 'withdrawn'] as const

const sentences: Record<(typeof stages)[number], string> = {
  received: 'wir haben es bekommen und prüfen es.',
  extended: 'wir können es nicht innerhalb eines Monats beantworten.',
  answered: 'wir antworten:',
  partly: 'wir antworten, soweit wir es erfüllen können:',
  refused: 'wir können ihm nicht nachkommen.',
  withdrawn: 'wir haben notiert, dass Sie es zurückziehen. Wenn das nicht von Ihnen kam, schreiben Sie uns bitte.',
}

/** To a person without an account, about a request under data protection law (DS-12; GDPR Art. 12(3), (4)). */
export const letter = defineLetter({
  label: 'Anliegen ohne Konto',
  isToStranger: true,
  props: {
    stage: z.enum(stages),
    kind: z.string(),
    receivedOn: day,
    dueOn: day.optional(),
    answer: z.string().optional(),
    ground: z.string().optional(),
    reason: z.string().optional(),
  },
  example: {
    stage: 'partly',
    kind: 'Auskunft',
    receivedOn: '2026-11-20',
    answer: 'Antwort',
    ground: 'Grund',
    reason: 'x',
  },
  write: ({ stage, kind, receivedOn, dueOn, answer, ground, reason }, { operator }) => ({
    subject: `Ihr Anliegen zum Datenschutz: ${kind}`,
    preview: kind,
    reason:
      'Sie erhalten diese Nachricht, weil ein Anliegen zum Datenschutz mit dieser Adresse bei uns eingegangen ist.',
    body: (
      <>
        <Paragraph>
          zu Ihrem Anliegen vom {formatDay(receivedOn)} ({kind}): {sentences[stage]}
        </Paragraph>
        {answer ? <Parts text={answer} /> : null}
        {ground ? <Paragraph>Der Grund: {ground}.</Paragraph> : null}
        {reason ? <Parts text={reason} /> : null}
        {dueOn ? <Paragraph>Sie bekommen unsere Antwort spätestens bis {formatDay(dueOn)}.</Paragraph> : null}
        <Paragraph>
          Sie können sich bei einer Aufsichtsbehörde für den Datenschutz beschweren
          {operator.supervisoryAuthorityForDataProtection ? ` (${operator.supervisoryAuthorityForDataProtection})` : ''}{' '}
          oder ein Gericht anrufen.
        </Paragraph>
      </>
    ),
  }),
})

/** What staff have written is ours: paragraphs as they made them. */
function Parts({ text }: { text: string }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a mail is rendered once
  return text.split(/\n{2,}/).map((part, index) => <Paragraph key={index}>{part}</Paragraph>)
}
