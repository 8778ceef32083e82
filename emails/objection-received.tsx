import { z } from 'zod'
import { formatDay } from '@/lib/text'
import { day, defineLetter } from './parts/define-letter'
import { MainLink, Paragraph } from './parts/letter'

/** Bestätigung eines Widerspruchs (DS-11). */
export const letter = defineLetter({
  label: 'Widerspruch eingegangen',
  props: { version: z.int(), receivedOn: day, governing: z.int() },
  example: { version: 2, receivedOn: '2026-11-20', governing: 1 },
  write: ({ version, receivedOn, governing }, { appUrl }) => ({
    subject: `Ihr Widerspruch gegen Fassung ${version} der Datenschutzerklärung ist eingegangen`,
    title: 'Ihr Widerspruch ist eingegangen',
    preview: `Fassung ${version} der Datenschutzerklärung gilt für Sie nicht.`,
    reason:
      'Sie erhalten diese Nachricht, weil für Ihr Konto ein Widerspruch gegen eine neue Fassung der Datenschutzerklärung eingetragen wurde.',
    body: (
      <>
        <Paragraph>
          Ihr Widerspruch gegen Fassung {version} der Datenschutzerklärung ist am {formatDay(receivedOn)} bei uns
          eingegangen. Fassung {version} gilt für Sie nicht. Für Sie gilt weiter Fassung {governing}.
        </Paragraph>
        <Paragraph>
          Wir prüfen, was Ihr Widerspruch für Ihr Konto bedeutet, und melden uns, wenn wir Fragen haben. Sie können den
          Widerspruch jederzeit zurückziehen.
        </Paragraph>
        <MainLink url={`${appUrl}/datenschutz/widerspruch`}>Widerspruch ansehen</MainLink>
        <Paragraph>Haben Sie nicht widersprochen? Dann schreiben Sie uns bitte.</Paragraph>
      </>
    ),
  }),
})
