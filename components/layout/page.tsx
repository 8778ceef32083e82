import { type ReactNode } from 'react'
import { Heading } from '../kern/heading'

/**
 * What a page renders stands in the column of `main` (globals.css), as wide as a line is readable. Forms and text need
 * nothing else; these are for the rest.
 */

/** From edge to edge, its content in the wide column. */
export function Band({ surface, children }: { surface?: boolean; children: ReactNode }) {
  return (
    <div className={surface ? 'full bg-surface' : 'full'}>
      <div className="mx-auto flex w-full max-w-6xl flex-col gap-6 px-4 py-10 md:py-16">{children}</div>
    </div>
  )
}

type SectionProps = { children: ReactNode } & (
  | { id: string; title: ReactNode; size?: 'large' }
  | { id?: undefined; title?: undefined; size?: undefined; labelledBy?: string }
)

/** A part of a page, its pieces one below the other; with a heading of its own, or named by one that stands elsewhere. */
export function Section({ children, ...part }: SectionProps) {
  const label = part.id ?? ('labelledBy' in part ? part.labelledBy : undefined)
  return (
    <section aria-labelledby={label} className="flex flex-col gap-4">
      {part.id === undefined ? null : (
        <Heading level={2} size={part.size ?? 'medium'} id={part.id}>
          {part.title}
        </Heading>
      )}
      {children}
    </section>
  )
}

/** Running text with headings: legal pages, the policy. */
export function Prose({ children }: { children: ReactNode }) {
  return <div className="prose">{children}</div>
}
