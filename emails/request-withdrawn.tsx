import { z } from 'zod'
import { formatDay } from '@/lib/text'
import { aboutCase, day, defineLetter } from './parts/define-letter'
import { Paragraph } from './parts/letter'
import { aboutRequest } from './parts/reasons'
import { sample } from './parts/sample'

/** It may have been somebody else who withdrew it. */
export const letter = defineLetter({
  label: 'Anliegen zurückgezogen',
  props: { ...aboutCase, kind: z.string(), receivedOn: day },
  example: { caseId: sample.caseId, kind: 'Auskunft', receivedOn: '2026-11-20' },
  write: ({ kind, receivedOn }, { operator }) => ({
    subject: `Ihr Anliegen ist beendet: ${kind}`,
    title: 'Ihr Anliegen ist beendet',
    preview: `${kind}: zurückgezogen`,
    reason: aboutRequest,
    body: (
      <>
        <Paragraph>
          Ihr Anliegen vom {formatDay(receivedOn)} ({kind}) haben wir geschlossen, weil Sie es zurückgezogen haben. An
          Ihren Daten hat sich nichts geändert.
        </Paragraph>
        <Paragraph>
          Haben Sie das nicht getan? Dann schreiben Sie uns bitte unter {operator.email}. Sie können Ihr Anliegen
          jederzeit neu stellen.
        </Paragraph>
      </>
    ),
  }),
})
