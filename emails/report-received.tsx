import { z } from 'zod'
import { formatInstant } from '@/lib/text'
import { aboutCase, defineLetter, instant } from './parts/define-letter'
import { MainLink, Paragraph } from './parts/letter'
import { aboutReport } from './parts/reasons'
import { sample } from './parts/sample'

/**
 * Receipt of a report (DSA Art. 16(4)); a visitor by `recipient`. `what`: German words, never a text by a member, and no word of the
 * report itself: anybody can enter a stranger's address.
 */
export const letter = defineLetter({
  label: 'Meldung eingegangen',
  props: { ...aboutCase, what: z.string(), reportedAt: instant },
  example: { caseId: sample.caseId, what: 'Beitrag', reportedAt: sample.instant },
  write: ({ what, reportedAt }, { appUrl }) => ({
    subject: 'Ihre Meldung ist angekommen',
    preview: `${what}: Wir prüfen das.`,
    reason: aboutReport,
    body: (
      <>
        <Paragraph>
          danke für Ihre Meldung vom {formatInstant(reportedAt)} ({what}). Ein Mensch aus unserem Team prüft sie. Wir
          schreiben Ihnen, wie wir entschieden haben.
        </Paragraph>
        <Paragraph>
          Sie haben nichts gemeldet? Dann hat jemand Ihre Adresse eingetragen. Sie brauchen nichts zu tun; Sie bekommen
          dazu nur noch eine Nachricht.
        </Paragraph>
        <MainLink url={`${appUrl}/nutzungsregeln`}>Nutzungsregeln ansehen</MainLink>
      </>
    ),
  }),
})
