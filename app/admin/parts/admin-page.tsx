import { type ReactNode } from 'react'
import { type StaffMember } from '@/app/_edge/page'
import { Badge } from '@/components/kern/badge'
import { Breadcrumb } from '@/components/kern/breadcrumb'
import { Heading } from '@/components/kern/heading'
import { Title } from '@/components/layout/title'
import { maySee } from '@/lib/auth/permissions'
import { formatNumber } from '@/lib/text'

type Props = {
  /** h1 */
  heading: string
  /** Page title where the h1 holds a name: titles stand in tabs and histories, members' names do not belong there. */
  title?: string
  /** False where the form of the page renders title and h1 itself. */
  named?: boolean
  member: StaffMember
  /** Address of the part of the administration that the page belongs to. */
  part: Part
  /** Way back, for pages below another page. */
  trail?: readonly { href: string; label: string }[]
  children: ReactNode
}

type Part = (typeof parts)[number]['href']

const parts = [
  { href: '/admin', label: 'Übersicht' },
  { href: '/admin/aufgaben', label: 'Aufgaben' },
  { href: '/admin/mitglieder', label: 'Mitglieder' },
  { href: '/admin/moderation', label: 'Moderation' },
  { href: '/admin/vorgaenge', label: 'Vorgänge' },
  { href: '/admin/inaktivitaet', label: 'Inaktivität' },
  { href: '/admin/datenschutzerklaerung', label: 'Datenschutzerklärung' },
  { href: '/admin/postausgang', label: 'Postausgang' },
  { href: '/admin/posteingang', label: 'Posteingang' },
  { href: '/admin/herausgabe', label: 'Herausgabe' },
  { href: '/admin/nachweis', label: 'Nachweis' },
  { href: '/admin/verzeichnis', label: 'Verzeichnis' },
  { href: '/admin/zugriffe', label: 'Zugriffe' },
  { href: '/admin/protokoll', label: 'Protokoll' },
  { href: '/admin/team', label: 'Team' },
] as const

/** The frame of every page of the administration: parts, way back, name, content. */
export function AdminPage({ heading, title = heading, named = true, member, part, trail, children }: Props) {
  const { waiting, isUrgent } = member.work
  return (
    <>
      <div className="wide flex flex-col gap-8">
        <nav aria-label="Verwaltung" className="no-print border-b border-line">
          <ul className="flex flex-wrap gap-x-6">
            {parts
              .filter(({ href }) => maySee(member.role, href))
              .map(({ href, label }) => (
                <li key={href}>
                  <a
                    href={href}
                    aria-current={href === part ? 'page' : undefined}
                    className="block border-b-4 border-transparent py-2 text-ink no-underline hover:border-line aria-[current]:border-action aria-[current]:font-semibold"
                  >
                    {label}
                    {href === '/admin/aufgaben' && waiting > 0 ? (
                      <>
                        {' '}
                        <Badge variant={isUrgent ? 'danger' : 'info'}>
                          {formatNumber(waiting)}
                          <span className="sr-only"> offen</span>
                        </Badge>
                      </>
                    ) : null}
                  </a>
                </li>
              ))}
          </ul>
        </nav>
        {trail || named ? (
          <div className="flex flex-col gap-2">
            {trail ? <Breadcrumb trail={trail} /> : null}
            {named ? <Heading level={1}>{heading}</Heading> : null}
          </div>
        ) : null}
        {children}
      </div>
      {/* After the content: the first title wins, and a form that comes back brings its own with "Fehler:" (A-F1). */}
      {named ? <Title>{part === '/admin' ? title : `${title} – Verwaltung`}</Title> : null}
    </>
  )
}
