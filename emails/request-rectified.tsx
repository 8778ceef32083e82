import { z } from 'zod'
import { formatDay } from '@/lib/text'
import { aboutCase, day, defineLetter } from './parts/define-letter'
import { Bullets, MainLink, Paragraph, Quotation } from './parts/letter'
import { aboutRequest } from './parts/reasons'
import { sample } from './parts/sample'

/** What staff corrected on request, "Name: Muster" (GDPR Art. 16). */
export const letter = defineLetter({
  label: 'Daten berichtigt',
  props: { ...aboutCase, receivedOn: day, changes: z.array(z.string()), note: z.string().optional() },
  example: {
    caseId: sample.caseId,
    receivedOn: '2026-11-20',
    changes: ['Name: Muster', 'Vorname: Vera'],
    note: 'Danke',
  },
  write: ({ receivedOn, changes, note }, { appUrl }) => ({
    subject: 'Wir haben Ihre Daten berichtigt',
    title: 'Ihre Daten sind berichtigt',
    preview: 'Bitte prüfen Sie die Angaben.',
    reason: aboutRequest,
    body: (
      <>
        <Paragraph>
          wie Sie es am {formatDay(receivedOn)} verlangt haben, haben wir Ihre Daten geändert. Jetzt ist gespeichert:
        </Paragraph>
        <Bullets items={changes} />
        {note ? <Quotation>{note}</Quotation> : null}
        <Paragraph>Stimmt etwas nicht? Unter „Mein Profil“ ändern Sie Ihre Daten jederzeit selbst.</Paragraph>
        <MainLink url={`${appUrl}/mein-profil`}>Mein Profil öffnen</MainLink>
      </>
    ),
  }),
})
