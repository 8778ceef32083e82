import { type ReactNode } from 'react'

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

/** A part of a page, its pieces one below the other. */
export function Section({ children, labelledBy }: { children: ReactNode; labelledBy?: string }) {
  return (
    <section aria-labelledby={labelledBy} className="flex flex-col gap-4">
      {children}
    </section>
  )
}

/** Running text with headings: legal pages, the policy. */
export function Prose({ children }: { children: ReactNode }) {
  return <div className="prose">{children}</div>
}
