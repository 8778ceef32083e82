import { type ReactNode } from 'react'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { Heading } from '@/components/kern/heading'
import { Title } from '@/components/layout/title'

type Props = {
  heading: string
  /** Page title, where the h1 is not for tabs and histories. */
  title?: string
  trail?: readonly { href: string; label: string }[]
  /** False where the form of the page renders title and h1 itself. */
  named?: boolean
  children: ReactNode
}

/** The frame of every page of the forum: way back, name, content. */
export function ForumFrame({ heading, title = heading, trail = [], named = true, children }: Props) {
  return (
    <>
      <div className="wide flex flex-col gap-6">
        <div className="flex flex-col gap-2">
          {heading === 'Forum' ? null : <Breadcrumb trail={[{ href: '/forum', label: 'Forum' }, ...trail]} />}
          {named ? <Heading level={1}>{heading}</Heading> : null}
        </div>
        {children}
      </div>
      {named ? <Title>{heading === 'Forum' ? title : `${title} – Forum`}</Title> : null}
    </>
  )
}

/** Below a list or a topic: who may write. */
export const verifiedOnly =
  'Schreiben können Mitglieder, deren Angaben wir geprüft haben. Sie bekommen eine E-Mail, sobald die Prüfung abgeschlossen ist.'
