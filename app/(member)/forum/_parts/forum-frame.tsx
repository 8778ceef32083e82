import { type ReactNode } from 'react'
import { Alert } from '@/components/kern/alert'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { Heading } from '@/components/kern/heading'
import { Title } from '@/components/layout/title'

type Props = {
  heading: string
  /** Page title, where the h1 is not for tabs and histories. */
  title?: string
  trail?: readonly { href: string; label: string }[]
  /** `meldung` of the address: what an action has just done. */
  notice?: string
  /** False where the form of the page renders title and h1 itself. */
  named?: boolean
  children: ReactNode
}

/** The frame of every page of the forum: way back, name, news, content. */
export function ForumFrame({ heading, title = heading, trail = [], notice, named = true, children }: Props) {
  return (
    <>
      <div className="wide flex flex-col gap-6">
        <div className="flex flex-col gap-2">
          {heading === 'Forum' ? null : <Breadcrumb trail={[{ href: '/forum', label: 'Forum' }, ...trail]} />}
          {named ? <Heading level={1}>{heading}</Heading> : null}
        </div>
        {notice && Object.hasOwn(notices, notice) ? (
          <Alert variant="success" title={notices[notice as keyof typeof notices]} role="status" id="meldung" />
        ) : null}
        {children}
      </div>
      {named ? <Title>{heading === 'Forum' ? title : `${title} – Forum`}</Title> : null}
    </>
  )
}

/** Closed list: an address cannot bring its own text. */
const notices = {
  geloescht: 'Ihr Beitrag ist gelöscht.',
  'thema-geloescht': 'Ihr Thema ist gelöscht.',
  abonniert: 'Sie bekommen E-Mails, wenn es hier etwas Neues gibt.',
  abbestellt: 'Sie bekommen dazu keine E-Mails mehr.',
  gelesen: 'Alles gilt als gelesen.',
  hilfreich: 'Die hilfreiche Antwort ist markiert.',
  'nicht-hilfreich': 'Die Markierung ist zurückgenommen.',
} as const

/** Below a list or a topic: who may write. */
export const verifiedOnly =
  'Schreiben können Mitglieder, deren Angaben wir geprüft haben. Sie bekommen eine E-Mail, sobald die Prüfung abgeschlossen ist.'
