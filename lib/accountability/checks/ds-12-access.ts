import { berlinDay } from '../../dates'
import { Prisma } from '../../db/generated/client'
import { countFound, type KeptPromise } from '../promise-check'

export const access: KeptPromise = {
  id: 'DS-12',
  title: 'Auskunft',
  sentence: 'Wer wissen möchte, was gespeichert ist, bekommt so schnell wie möglich Antwort.',
  rule: () => 'Antwort innerhalb eines Monats nach Eingang (Art. 12 Abs. 3 DSGVO).',
  evidence: ['tests/policy/ds-04-requests.test.ts', '/admin/vorgaenge'],
  checks: [
    {
      id: 'requests-overdue',
      counts: 'Offene Vorgänge über der Frist',
      remedy: 'Den Vorgang heute beantworten und die Verspätung begründen.',
      find: (ctx) =>
        countFound(
          ctx,
          Prisma.sql`SELECT count(*)::int AS found FROM data_request WHERE closed_at IS NULL AND due_on < ${berlinDay(ctx.now())}::date`,
        ),
    },
  ],
}
