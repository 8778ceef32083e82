import { z } from 'zod'
import { formatInstant } from '@/lib/text'
import { defineLetter, instant } from './parts/define-letter'
import { MainLink, Paragraph } from './parts/letter'
import { aboutChange } from './parts/reasons'
import { sample } from './parts/sample'

export const letter = defineLetter({
  label: 'Zweiter Faktor geändert',
  props: { changedAt: instant, isAdded: z.boolean() },
  example: { changedAt: sample.instant, isAdded: true },
  write: ({ changedAt, isAdded }, { appUrl }) => ({
    subject: 'Der zweite Faktor Ihres Kontos wurde geändert',
    preview: 'Mit dem zweiten Faktor bestätigen Sie Ihre Anmeldung.',
    reason: aboutChange,
    body: (
      <>
        <Paragraph>
          am {formatInstant(changedAt)} wurde für Ihr Konto bei QualiService Thüringen ein zweiter Faktor{' '}
          {isAdded ? 'eingerichtet' : 'entfernt'}. Wenn Sie das selbst waren oder darum gebeten haben, müssen Sie nichts
          tun.
        </Paragraph>
        <Paragraph>
          Sie waren das nicht? Dann ändern Sie bitte sofort Ihr Passwort, sehen Sie nach, wo Sie angemeldet sind, und
          schreiben Sie uns.
        </Paragraph>
        <MainLink url={`${appUrl}/mein-profil/sicherheit`}>Sicherheit Ihres Kontos ansehen</MainLink>
      </>
    ),
  }),
})
