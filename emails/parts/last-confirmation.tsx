import { type ReactNode } from 'react'
import { type Content, instant, person } from './define-letter'
import { Paragraph } from './letter'
import { sample } from './sample'

/** The account is gone: name and address come with the mail. */
export const erased = { ...person, erasedAt: instant }
export const erasedExample = { ...sample.person, erasedAt: sample.instant }

/** Last confirmation of an erasure (DS-04, DS-05); one letter per way that leads to it. */
export function lastConfirmation(how: ReactNode): Content {
  return {
    subject: 'Ihr Konto bei QualiService Thüringen wurde gelöscht',
    title: 'Ihr Konto wurde gelöscht',
    preview: 'Alle im Konto gespeicherten Daten sind gelöscht.',
    reason:
      'Dies ist unsere letzte Nachricht an Sie. Ihre E-Mail-Adresse wird nach dem Versand auch aus unserem Postausgang gelöscht.',
    body: (
      <>
        {how}
        <Paragraph>
          Mit dem Konto sind alle darin gespeicherten Daten gelöscht. Das lässt sich nicht rückgängig machen. Sie müssen
          nichts weiter tun.
        </Paragraph>
      </>
    ),
  }
}
