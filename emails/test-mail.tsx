import { z } from 'zod'
import { defineLetter } from './parts/define-letter'
import { Paragraph } from './parts/letter'

/** To an address that the operator names (portal doctor --mail): does mail of this portal arrive? */
export const letter = defineLetter({
  label: 'Testnachricht',
  isToStranger: true,
  props: { reference: z.string() },
  example: { reference: 'a1b2c3d4' },
  write: ({ reference }, { appUrl }) => ({
    subject: `Testnachricht ${reference}`,
    preview: 'Wenn Sie das lesen, kommen E-Mails dieses Portals an.',
    reason:
      'Sie erhalten diese Nachricht, weil jemand aus dem Betrieb des Portals Ihre Adresse für einen Test angegeben hat.',
    body: (
      <>
        <Paragraph>wenn Sie das lesen, kommen E-Mails von {new URL(appUrl).host} bei Ihnen an.</Paragraph>
        <Paragraph>
          Steht in den Kopfzeilen dieser Nachricht unter „Authentication-Results“ bei SPF, DKIM und DMARC jeweils
          „pass“, glauben auch andere Mailserver, dass sie vom Portal kommt.
        </Paragraph>
      </>
    ),
  }),
})
