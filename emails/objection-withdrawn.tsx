import { z } from 'zod'
import { formatDay, formatInstant } from '@/lib/text'
import { day, defineLetter, instant } from './parts/define-letter'
import { MainLink, Paragraph } from './parts/letter'
import { sample } from './parts/sample'

/** Bestätigung, dass ein Widerspruch zurückgezogen ist (DS-11). `receivedOn`: day on which the letter arrived, if it was one. */
export const letter = defineLetter({
  label: 'Widerspruch zurückgezogen',
  props: { version: z.int(), withdrawnAt: instant, inForce: z.boolean(), receivedOn: day.optional() },
  example: { version: 2, withdrawnAt: sample.instant, inForce: true },
  write: ({ version, withdrawnAt, inForce, receivedOn }, { appUrl }) => {
    const effect = inForce
      ? `Fassung ${version} gilt jetzt für Sie.`
      : `Fassung ${version} gilt für Sie nach dem Ende Ihrer Frist. Bis dahin können Sie erneut widersprechen.`
    const how = receivedOn
      ? `mit einem Schreiben zurückgezogen. Es ist am ${formatDay(receivedOn)} bei uns eingegangen.`
      : `am ${formatInstant(withdrawnAt)} zurückgezogen.`
    return {
      subject: `Ihr Widerspruch gegen Fassung ${version} der Datenschutzerklärung ist zurückgezogen`,
      title: 'Ihr Widerspruch ist zurückgezogen',
      preview: effect,
      reason:
        'Sie erhalten diese Nachricht, weil Sie einen Widerspruch gegen eine Fassung der Datenschutzerklärung zurückgezogen haben.',
      body: (
        <>
          <Paragraph>
            Sie haben Ihren Widerspruch gegen Fassung {version} der Datenschutzerklärung {how} {effect}
          </Paragraph>
          <MainLink url={`${appUrl}/datenschutz/widerspruch`}>Stand im Portal ansehen</MainLink>
          <Paragraph>Wollten Sie das nicht? Dann schreiben Sie uns bitte.</Paragraph>
        </>
      ),
    }
  },
})
